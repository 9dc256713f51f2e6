import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { startModelsBackend } from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

const directory = resolvePackagePath(
  '@modelry/backstage-plugin-models-backend',
  'migrations',
);

const TABLES = [
  'asked_requirements',
  'check_results',
  'check_summaries',
  'checks',
  'decisions',
  'deployment_changes',
  'deployment_scopes',
  'deployments',
  'end_of_life',
  'expiry_reminders',
  'fleet_history',
  'fleet_models',
  'fleet_tags',
  'idempotency_keys',
  'incident_notices',
  'incidents',
  'ledger_checkpoints',
  'ledger_entries',
  'ledger_findings',
  'ledger_rounds',
  'model_sources',
  'models',
  'monitoring_acts',
  'overlays',
  'ownership_acts',
  'requirement_losses',
  'requirement_states',
  'review_requirement_people',
  'review_requirements',
  'reviews',
  'role_holders',
  'secrets',
  'stage_moves',
  'standing_waivers',
  'unsanctioned_deployments',
  'version_cards',
  'versions',
  'waivers',
];

/** Those that we name; primary keys are named by the database. */
const INDEXES = [
  'check_results_check_id_observed_at_digest_idx',
  'checks_model_ref_name_environment_uniq',
  'checks_retired_idx',
  'decisions_model_ref_sequence_uniq',
  'deployment_changes_model_ref_at_id_idx',
  'deployment_changes_model_ref_id_idx',
  'deployments_gone_at_idx',
  'deployments_served_by_idx',
  'deployments_source_scope_idx',
  'deployments_unknown_at_idx',
  'fleet_history_until_day_idx',
  'fleet_models_monitoring_until_idx',
  'fleet_models_next_change_at_idx',
  'fleet_models_sort_title_model_ref_idx',
  'incident_notices_incident_id_idx',
  'incident_notices_model_ref_idx',
  'incidents_check_id_started_at_idx',
  'incidents_model_ref_ended_at_id_idx',
  'incidents_model_ref_started_at_id_idx',
  'incidents_open_idx',
  'ledger_entries_model_ref_recorded_at_sequence_idx',
  'ledger_findings_digest_uniq',
  'ledger_findings_model_ref_kind_idx',
  'monitoring_acts_incident_id_idx',
  'monitoring_acts_model_ref_at_id_idx',
  'requirement_losses_notified_at_id_idx',
  'requirement_states_expires_at_idx',
  'requirement_states_requirement_status_idx',
  'review_requirement_people_entity_ref_may_decide_idx',
  'review_requirements_model_ref_idx',
  'reviews_model_ref_sequence_uniq',
  'reviews_open_uniq',
  'stage_moves_model_ref_moved_at_id_idx',
  'stage_moves_model_ref_sequence_uniq',
  'stage_moves_model_ref_version_id_idx',
  'standing_waivers_model_ref_idx',
  'unsanctioned_deployments_cleared_at_found_at_id_idx',
  'unsanctioned_deployments_standing_uniq',
  'versions_model_ref_registered_at_id_idx',
  'versions_model_ref_stage_id_idx',
  'versions_model_ref_version_uniq',
  'waivers_model_ref_sequence_uniq',
  'waivers_until_id_idx',
];

async function schemaOf(knex: Knex) {
  const rows: Array<{ type: string; name: string }> =
    knex.client.config.client === 'pg'
      ? (
          await knex.raw(
            `select 'table' as type, tablename as name from pg_tables where schemaname = current_schema()
             union all
             select 'index', indexname from pg_indexes where schemaname = current_schema()`,
          )
        ).rows
      : await knex('sqlite_master').select('type', 'name');
  const named = (type: string) =>
    rows
      .filter(row => row.type === type)
      .map(row => row.name)
      .filter(name => !/^(sqlite_|knex_)|_pkey$|_pk$/.test(name))
      .sort();
  return { tables: named('table'), indexes: named('index') };
}

describe.each(databases.eachSupportedId())('migrations on %s', id => {
  it('make the schema, take it away and make it again', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory });
    const made = await schemaOf(knex);
    expect(made.tables).toEqual(TABLES);
    expect(made.indexes).toEqual(INDEXES);

    await knex.migrate.rollback({ directory }, true);
    expect(await schemaOf(knex)).toEqual({ tables: [], indexes: [] });

    await knex.migrate.latest({ directory });
    expect(await schemaOf(knex)).toEqual(made);
  });

  it('can be taken away one by one', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory });
    const [done] = await knex.migrate.list({ directory });
    for (let left = done.length; left > 0; left--) {
      await knex.migrate.down({ directory });
    }
    expect((await schemaOf(knex)).tables).toEqual([]);
  });

  it('leave the record of an earlier start as it is', async () => {
    const knex = await databases.init(id);
    const first = await startModelsBackend({ knex });
    const version = { version: '1', description: 'Kept' };
    await first.addModel({ name: 'churn' }).post('/versions', version);
    const second = await startModelsBackend({ knex });
    const { body } = await second.addModel({ name: 'churn' }).get('/versions');
    expect(body.items).toMatchObject([version]);
  });

  it('refuse two rows for what exists once', async () => {
    const knex = await databases.init(id);
    const backend = await startModelsBackend({ knex });
    const model = backend.addModel();
    await model.post('/deployments', { environment: 'a', version: '1' });
    for (const table of ['versions', 'deployments']) {
      const { id: _, ...row } = await knex(table).first();
      await expect(knex(table).insert(row)).rejects.toThrow(/unique/i);
    }
  });
});
