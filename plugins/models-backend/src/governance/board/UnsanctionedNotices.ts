import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelChanges } from '../../changes/ModelChanges';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { governanceLink } from './governanceLink';
import { tellOnce } from '../../changes/tellOnce';

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
    const { database, now } = this.#options;
    const { knex } = database;
    let findings: Finding[];
    let after = 0;
    do {
      findings = await untold(knex, { ...options, after });
      for (const finding of findings) {
        await tellOnce({
          ...{ knex, table: 'unsanctioned_deployments' },
          rows: row => row.where({ id: finding.id }),
          ...{ now: now(), tell: () => this.#tell(finding) },
        });
        after = finding.id;
      }
    } while (findings.length === BATCH);
  }

  #tell(finding: Finding): Promise<boolean> {
    const { changes, config } = this.#options;
    const { id, model_ref: modelRef, environment, name, version } = finding;
    const missing: string[] = JSON.parse(finding.missing_json);
    return changes.notify({
      modelRef,
      recipients: [finding.owner ?? [], config.governance.board].flat(),
      payload: {
        title: `${finding.title} ${version} runs in ${environment} unsanctioned`,
        description: `${name} lacks: ${missing.join(', ')}`.slice(0, 500),
        link: governanceLink(modelRef),
        severity: 'high',
        topic: 'models.governance',
        // Should it arrive twice after all, people see one.
        scope: `models.unsanctioned.${id}`,
      },
    });
  }
}

function untold(
  knex: Knex,
  { modelRef, after }: { modelRef?: string; after: number },
): Promise<Finding[]> {
  const query = knex('unsanctioned_deployments as u')
    .join('fleet_models as m', 'm.model_ref', 'u.model_ref')
    .where('u.id', '>', after)
    .whereNull('u.cleared_at')
    .whereNull('u.notified_at')
    .whereNot('u.enforcement', 'record')
    // A misspelt name in a pipeline must not fill everybody's inbox.
    .where('u.configured', true)
    .orderBy('u.id')
    .limit(BATCH)
    .select('u.*', 'm.title', 'm.owner');
  if (modelRef) {
    query.where('u.model_ref', modelRef);
  }
  return query;
}
