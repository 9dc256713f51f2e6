import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  CardAnswer,
  ModelCard,
  ModelsConfig,
  RELATION_DERIVED_FROM,
  readModelCard,
  versionInQuestion,
} from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ManyModels } from '../kind/ManyModels';
import { VisibleModel } from '../kind/toVisibleModel';
import { findVersion, newestVersionsByStage } from '../lifecycle/versions';
import { CardReader } from './CardReader';
import { findVersionCard } from './versionCards';

/** Says of a model, and of a resource that is a dataset, which it is on Hugging Face. */
const ANNOTATION_REPOSITORY = 'huggingface.co/repo-id';

/** Cards name a handful. */
const MAX_NAMES = 50;

/** Answers what is known of the cards of models. */
export class CardService {
  readonly #options: {
    cards: CardReader;
    models: ManyModels;
    database: ModelsDatabase;
    config: ModelsConfig;
  };

  constructor(options: {
    cards: CardReader;
    models: ManyModels;
    database: ModelsDatabase;
    config: ModelsConfig;
  }) {
    this.#options = options;
  }

  /**
   * Reads the card of a version, or else of the model; what of it is in the catalog, as
   * the caller sees that.
   *
   * @param options - `version` is the one in question when left out.
   * @throws `NotFoundError` when the named version was never reported.
   */
  async cardOf(options: {
    model: VisibleModel;
    version?: string;
    credentials: BackstageCredentials;
  }): Promise<CardAnswer> {
    const { model, credentials } = options;
    const version = await this.#versionOf(model.modelRef, options.version);
    const source = await this.#sourceOf(model, version);
    const about = { ...(version !== undefined && { version }) };
    if (!source) {
      return { ...about, declared: false, known: [] };
    }
    const { text, ...read } = source;
    const answer = {
      ...{ ...about, ...read, declared: true, known: [] },
      ...(text !== undefined && readModelCard(text)),
    };
    return 'card' in answer
      ? {
          ...answer,
          known: await this.#known(model, answer.card, credentials),
        }
      : answer;
  }

  async #versionOf(
    modelRef: string,
    named: string | undefined,
  ): Promise<string | undefined> {
    const { database, config } = this.#options;
    if (named === undefined) {
      const newest = await newestVersionsByStage(database.knex, [modelRef]);
      return versionInQuestion(config.lifecycle, newest.get(modelRef) ?? [])
        ?.version;
    }
    if (!(await findVersion(database.knex, modelRef, named))) {
      throw new NotFoundError(
        `'${modelRef}' has no version '${named}'; choose one of its list of versions, or report it first`,
      );
    }
    return named;
  }

  async #sourceOf(model: VisibleModel, version: string | undefined) {
    const { database, cards } = this.#options;
    const own =
      version === undefined
        ? undefined
        : await findVersionCard(database.knex, model.modelRef, version);
    if (own) {
      const { text, reportedAt: at, reportedBy: by } = own;
      return { text, reported: { at, by } };
    }
    const { card } = model.entity.spec;
    return card === undefined ? undefined : cards.read(model.entity, card);
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
