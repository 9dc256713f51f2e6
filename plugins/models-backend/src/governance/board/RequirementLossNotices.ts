import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../../changes/ModelChanges';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { governanceLink } from './governanceLink';
import { tellOnce } from '../../changes/tellOnce';

interface Loss {
  id: number;
  model_ref: string;
  sequence: number;
  reason: string;
  title: string;
}

const BATCH = 100;

/** Tells the governance board, once, when less is asked of a model than before. */
export class RequirementLossNotices {
  readonly #options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Sends what nobody was told of yet.
   *
   * @param options - `modelRef` names the one model to speak of; all when left out.
   */
  async send(options: { modelRef?: string } = {}): Promise<void> {
    const { database, now } = this.#options;
    let losses: Loss[];
    let after = 0;
    do {
      losses = await untold(database.knex, { ...options, after });
      for (const loss of losses) {
        await tellOnce({
          ...{ knex: database.knex, table: 'requirement_losses' },
          rows: row => row.where({ id: loss.id }),
          ...{ now: now(), tell: () => this.#tell(loss) },
        });
        after = loss.id;
      }
    } while (losses.length === BATCH);
  }

  #tell({ id, model_ref: modelRef, title, reason }: Loss): Promise<boolean> {
    const { changes, config } = this.#options;
    return changes.notify({
      modelRef,
      recipients: config.governance.board,
      payload: {
        title: `Fewer sign-offs are asked of ${title} than before`,
        description: reason.slice(0, 500),
        link: governanceLink(modelRef),
        severity: 'high',
        topic: 'models.governance',
        // Should it arrive twice after all, people see one.
        scope: `models.requirements-changed.${id}`,
      },
    });
  }
}

function untold(
  knex: Knex,
  { modelRef, after }: { modelRef?: string; after: number },
): Promise<Loss[]> {
  const query = knex('requirement_losses as l')
    .join('fleet_models as m', 'm.model_ref', 'l.model_ref')
    .where('l.id', '>', after)
    .whereNull('l.notified_at')
    .orderBy('l.id')
    .limit(BATCH)
    .select('l.*', 'm.title');
  if (modelRef) {
    query.where('l.model_ref', modelRef);
  }
  return query;
}
