import { parseEntityRef } from '@backstage/catalog-model';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Dependant, EndOfLife } from '@modelry/backstage-plugin-models-common';
import { ModelChanges } from '../changes/ModelChanges';
import { VisibleModel } from '../kind/ModelAccess';
import { DependantCatalog } from './DependantCatalog';

const DESCRIPTION_LENGTH = 500;
const NAMED = 5;

/** Tells the owners of what depends on a model that they have to look for another one. */
export class DependantNotices {
  readonly #options: {
    catalog: DependantCatalog;
    changes: ModelChanges;
    logger: LoggerService;
  };

  constructor(options: {
    catalog: DependantCatalog;
    changes: ModelChanges;
    logger: LoggerService;
  }) {
    this.#options = options;
  }

  /** No version of the model is left in use. */
  async useEnded(options: {
    model: VisibleModel;
    actor: string;
    stage: string;
    reason?: string;
  }): Promise<void> {
    const { model, stage, reason } = options;
    await this.#tell(options, {
      title: `${titleOf(
        model,
      )} is ${stage}: no version of it is in use any more`,
      text: reason,
      severity: 'high',
    });
  }

  /** The model reaches its end of life. */
  async endOfLifeSet(options: {
    model: VisibleModel;
    actor: string;
    endOfLife: EndOfLife;
  }): Promise<void> {
    const { model, endOfLife } = options;
    await this.#tell(options, {
      title: `${titleOf(model)} reaches its end of life on ${endOfLife.date}`,
      text: endOfLife.reason,
      severity: 'high',
    });
  }

  /** The model goes on. */
  async endOfLifeCleared(options: {
    model: VisibleModel;
    actor: string;
    reason: string;
  }): Promise<void> {
    await this.#tell(options, {
      title: `The end of life of ${titleOf(options.model)} was taken back`,
      text: options.reason,
      severity: 'normal',
    });
  }

  async #tell(
    { model, actor }: { model: VisibleModel; actor: string },
    message: { title: string; text?: string; severity: 'normal' | 'high' },
  ): Promise<void> {
    const { modelRef } = model;
    const { namespace, name } = parseEntityRef(modelRef);
    for (const [owner, dependants] of await this.#byOwner(model)) {
      await this.#options.changes.notify({
        modelRef,
        recipients: [owner],
        ...(actor.startsWith('user:') && { except: actor }),
        payload: {
          title: message.title,
          description: [message.text, `It concerns ${inWords(dependants)}`]
            .filter(Boolean)
            .join('. ')
            .slice(0, DESCRIPTION_LENGTH),
          link: `/catalog/${namespace}/model/${name}`,
          severity: message.severity,
          topic: 'models.lifecycle',
        },
      });
    }
  }

  // What was done is committed: that the catalog does not answer must not undo it.
  async #byOwner(model: VisibleModel): Promise<Map<string, Dependant[]>> {
    const byOwner = new Map<string, Dependant[]>();
    try {
      for (const dependant of await this.#options.catalog.all(model)) {
        if (dependant.owner) {
          const owned = byOwner.get(dependant.owner) ?? [];
          byOwner.set(dependant.owner, [...owned, dependant]);
        }
      }
    } catch (error) {
      this.#options.logger.warn(
        `Could not tell the owners of what depends on '${model.modelRef}'`,
        { cause: String(error) },
      );
    }
    return byOwner;
  }
}

function inWords(dependants: readonly Dependant[]): string {
  const names = dependants
    .slice(0, NAMED)
    .map(({ title, entityRef }) => title ?? parseEntityRef(entityRef).name);
  const more = dependants.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

function titleOf({ entity }: VisibleModel): string {
  return entity.metadata.title ?? entity.metadata.name;
}
