import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../../changes/ModelChanges';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { governanceLink } from './governanceLink';

interface Finding {
  id: number;
  model_ref: string;
  environment: string;
  name: string;
  version: string;
  missing_json: string;
  title: string;
  owner: string | null;
}

const BATCH = 100;

/** Tells owners and the governance board of what runs without its sign-offs, once. */
export class UnsanctionedNotices {
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
    const { knex } = this.#options.database;
    let findings: Finding[];
    do {
      findings = await untold(knex, options.modelRef);
      for (const finding of findings) {
        if (!(await this.#tellOnce(finding))) {
          // Nobody can be told now; the next run tries again.
          return;
        }
      }
    } while (findings.length === BATCH);
  }

  /** @returns false when it should have been told and could not. */
  async #tellOnce(finding: Finding): Promise<boolean> {
    const row = this.#options.database
      .knex('unsanctioned_deployments')
      .where({ id: finding.id });
    // Of replicas that find the same, one gets to tell.
    const claimed = await row
      .clone()
      .whereNull('notified_at')
      .update({ notified_at: this.#options.now() });
    if (claimed === 0) {
      return true;
    }
    const told = await this.#tell(finding);
    if (!told) {
      await row.clone().update({ notified_at: null });
    }
    return told;
  }

  #tell(finding: Finding): Promise<boolean> {
    const { changes, config } = this.#options;
    const { id, model_ref: modelRef, environment, name, version } = finding;
    const missing: string[] = JSON.parse(finding.missing_json);
    return changes.notify({
      modelRef,
      recipients: [finding.owner ?? [], config.governance.board].flat(),
      payload: {
        title: `${finding.title} ${version} runs in ${environment} without its sign-offs`,
        description: `${name}: ${missing.join(', ')}`.slice(0, 500),
        link: governanceLink(modelRef),
        severity: 'high',
        topic: 'models.governance',
        // Should it arrive twice after all, people see one.
        scope: `models.unsanctioned.${id}`,
      },
    });
  }
}

function untold(knex: Knex, modelRef: string | undefined): Promise<Finding[]> {
  const query = knex('unsanctioned_deployments as u')
    .join('governed_models as m', 'm.model_ref', 'u.model_ref')
    .whereNull('u.cleared_at')
    .whereNull('u.notified_at')
    .whereNot('u.enforcement', 'record')
    .orderBy('u.id')
    .limit(BATCH)
    .select('u.*', 'm.title', 'm.owner');
  if (modelRef) {
    query.where('u.model_ref', modelRef);
  }
  return query;
}
