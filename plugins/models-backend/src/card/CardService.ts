import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  CardAnswer,
  ModelCard,
  RELATION_DERIVED_FROM,
  readModelCard,
} from '@modelry/backstage-plugin-models-common';
import { ManyModels } from '../kind/ManyModels';
import { VisibleModel } from '../kind/toVisibleModel';
import { CardReader } from './CardReader';

/** Says of a model, and of a resource that is a dataset, which it is on Hugging Face. */
const ANNOTATION_REPOSITORY = 'huggingface.co/repo-id';

/** Cards name a handful. */
const MAX_NAMES = 50;

/** Answers what is known of the cards of models. */
export class CardService {
  readonly #options: { cards: CardReader; models: ManyModels };

  constructor(options: { cards: CardReader; models: ManyModels }) {
    this.#options = options;
  }

  /** Reads the card of a model; what of it is in the catalog, as the caller sees that. */
  async cardOf(
    model: VisibleModel,
    credentials: BackstageCredentials,
  ): Promise<CardAnswer> {
    const declared = model.entity.spec.card;
    if (declared === undefined) {
      return { declared: false, known: [] };
    }
    const { text, ...read } = await this.#options.cards.read(
      model.entity,
      declared,
    );
    if (text === undefined) {
      return { declared: true, ...read, known: [] };
    }
    const answer = readModelCard(text);
    if ('problem' in answer) {
      return { declared: true, ...read, ...answer, known: [] };
    }
    const known = await this.#known(model, answer.card, credentials);
    return { declared: true, ...read, ...answer, known };
  }

  async #known(
    model: VisibleModel,
    card: ModelCard,
    credentials: BackstageCredentials,
  ): Promise<CardAnswer['known']> {
    const byName = await this.#annotated(card, credentials);
    const [baseModel, ...others] = card.baseModels;
    const derivedFrom = model.entity.relations?.find(
      ({ type }) => type === RELATION_DERIVED_FROM,
    );
    // The entity names one base model; when the card does so too, it is the same.
    if (baseModel && others.length === 0 && derivedFrom) {
      const [visible] = await this.#options.models.findEntities(
        [derivedFrom.targetRef],
        credentials,
      );
      if (visible) {
        byName.set(baseModel, derivedFrom.targetRef);
      }
    }
    return [...byName].map(([name, entityRef]) => ({ name, entityRef }));
  }

  async #annotated(
    card: ModelCard,
    credentials: BackstageCredentials,
  ): Promise<Map<string, string>> {
    const filter = [
      { kind: 'Model', names: card.baseModels },
      { kind: 'Resource', names: card.datasets },
    ].flatMap(({ kind, names }) =>
      names.length > 0
        ? [
            {
              kind,
              [`metadata.annotations.${ANNOTATION_REPOSITORY}`]: names.slice(
                0,
                MAX_NAMES,
              ),
            },
          ]
        : [],
    );
    const found = filter.length
      ? await this.#options.models.filterEntities(filter, credentials)
      : [];
    return new Map(
      found.flatMap(entity => {
        const name = entity.metadata.annotations?.[ANNOTATION_REPOSITORY];
        const names = [...card.baseModels, ...card.datasets].filter(
          n => n.toLocaleLowerCase() === name?.toLocaleLowerCase(),
        );
        return names.map(n => [n, stringifyEntityRef(entity)] as const);
      }),
    );
  }
}
