import {
  FormerRecord,
  ReportedCounts,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { removeBoard } from '../../governance/board/writeBoard';

/** A record moves from one name to another. */
interface Names {
  from: string;
  to: string;
}

/** What was reported and decided about a model, and moves with its record. */
const MOVED = [
  'versions',
  'version_cards',
  'deployments',
  'deployment_changes',
  'monitoring_acts',
  'checks',
  'incidents',
  'incident_notices',
  'stage_moves',
  'end_of_life',
  'role_holders',
  'asked_requirements',
  'requirement_losses',
  'unsanctioned_deployments',
  'expiry_reminders',
];

/** What points to entries of the ledger, and moves once they are there. */
const OF_LEDGER = ['decisions', 'reviews', 'waivers', 'ownership_acts'];

/** What is derived anew, or belongs to a name and not to a record. */
const LEFT = [
  'models',
  'ledger_entries',
  'overlays',
  'idempotency_keys',
  'fleet_models',
  'requirement_states',
  'standing_waivers',
  'review_requirements',
  'fleet_tags',
  'fleet_history',
  'ledger_findings',
];

/** Every table that says of which model its rows are. */
export const TABLES_OF_MODELS: readonly string[] = [
  ...MOVED,
  ...OF_LEDGER,
  ...LEFT,
];

/** Moves all that is recorded about a model to another name, its ledger included. */
export async function moveRecord(
  tx: Knex.Transaction,
  names: Names,
): Promise<void> {
  const { from, to } = names;
  const former = { model_ref: from };
  await moveLedger(tx, names);
  for (const table of [...OF_LEDGER, ...MOVED]) {
    await tx(table).where(former).update({ model_ref: to });
  }
  await tx('ledger_entries').where(former).delete();
  await moveOverlay(tx, names);
  await removeBoard(tx, from);
  // Derived anew as a whole, with what is known of its checks.
  await removeBoard(tx, to);
  await tx('idempotency_keys').where(former).delete();
  await tx('models').where({ continued_as: from }).update({ continued_as: to });
  await tx('models')
    .where(former)
    .update({ ledger_sequence: 0, ledger_hash: null, continued_as: to });
  await tx('models').where({ model_ref: to }).update({ continued_as: null });
}

// The rows that point to an entry must find it at any moment: it is there twice meanwhile.
async function moveLedger(tx: Knex.Transaction, { from, to }: Names) {
  const columns = [
    ...['sequence', 'recorded_at', 'actor', 'action'],
    ...['body_json', 'previous_hash', 'hash'],
  ];
  await tx
    .from(
      tx.raw(
        `?? (${['model_ref', 'recorded_ref', ...columns]
          .map(() => '??')
          .join()})`,
        ['ledger_entries', 'model_ref', 'recorded_ref', ...columns],
      ),
    )
    .insert(
      tx('ledger_entries')
        .where({ model_ref: from })
        .select(
          tx.raw('cast(? as varchar(255))', [to]),
          tx.raw('coalesce(recorded_ref, model_ref)'),
          ...columns,
        ),
    );
}

// The sum of all revisions must grow: by that the catalog notices a change.
async function moveOverlay(tx: Knex.Transaction, { from, to }: Names) {
  const both = () => tx('overlays').whereIn('model_ref', [from, to]);
  const rows: Array<{ model_ref: string; revision: number }> = await both();
  if (rows.length === 0) {
    return;
  }
  const former = rows.find(row => row.model_ref === from);
  await both().delete();
  await tx('overlays').insert({
    ...former,
    model_ref: to,
    revision: rows.reduce((sum, { revision }) => sum + revision, 1),
  });
}

/** Removes all that was only reported about a model. */
export async function discardReported(
  tx: Knex.Transaction,
  modelRef: string,
): Promise<void> {
  const checks = tx('checks').where({ model_ref: modelRef }).select('id');
  for (const table of ['incidents', 'check_summaries', 'check_results']) {
    await tx(table).whereIn('check_id', checks.clone()).delete();
  }
  for (const table of MOVED) {
    await tx(table).where({ model_ref: modelRef }).delete();
  }
}

/** Counts what was reported about a model. */
export async function countReported(
  knex: Knex,
  modelRef: string,
): Promise<ReportedCounts> {
  const count = async (table: string) => {
    const [row] = await knex(table)
      .where({ model_ref: modelRef })
      .count({ count: '*' });
    return Number(row.count);
  };
  return {
    versions: await count('versions'),
    deployments: await count('deployments'),
    checks: await count('checks'),
  };
}

/** Finds the record of a name; nothing when there is none, or when it goes on elsewhere. */
export async function findRecord(
  knex: Knex,
  modelRef: string,
): Promise<Omit<FormerRecord, 'meanwhile'> | undefined> {
  const row: { ledger_sequence: number } | undefined = await knex('models')
    .where({ model_ref: modelRef, continued_as: null })
    .first('ledger_sequence');
  if (!row) {
    return undefined;
  }
  const counts = await countReported(knex, modelRef);
  const entries = row.ledger_sequence;
  const isEmpty = Object.values({ entries, ...counts }).every(n => n === 0);
  return isEmpty ? undefined : { modelRef, entries, ...counts };
}
