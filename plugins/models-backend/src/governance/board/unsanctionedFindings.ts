import { UnsanctionedDeployment } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { groupByModel } from '../../database/columns';
import { ROWS_AT_ONCE, inBatches } from '../../database/inBatches';
import { UnsanctionedRow } from './boardTables';

type Place = Pick<UnsanctionedDeployment, 'environment' | 'name' | 'version'>;

/** What nothing is missing of: a finding whose sign-offs were given ends with it. */
const NOTHING_MISSING = JSON.stringify([]);

/** What is unsanctioned of a model now, and all that runs, sanctioned or not. */
interface Standing {
  modelRef: string;
  unsanctioned: readonly UnsanctionedDeployment[];
  running: readonly Place[];
}

/**
 * Keeps the findings on models in step with what is unsanctioned now: new ones are
 * added, and those that were resolved are cleared. What only stopped to run and runs
 * again is found again, and nobody is told of it anew; once its sign-offs were given, it
 * is another finding.
 *
 * @returns the models on which there is something that nobody was told of yet.
 */
export async function recordFindings(
  tx: Knex.Transaction,
  models: readonly Standing[],
  now: Date,
): Promise<Set<string>> {
  const open: UnsanctionedRow[] = await tx<UnsanctionedRow>(
    'unsanctioned_deployments',
  )
    .whereIn(
      'model_ref',
      models.map(({ modelRef }) => modelRef),
    )
    .where(query =>
      query.whereNull('cleared_at').orWhereNot('missing_json', NOTHING_MISSING),
    )
    .orderBy('id');
  const byModel = groupByModel(open, row => row);
  const untold = new Set<string>();
  const found: Array<ReturnType<typeof toRow>> = [];
  for (const model of models) {
    // Of the same place the newest.
    const known = new Map(
      (byModel.get(model.modelRef) ?? []).map(row => [placeOf(row), row]),
    );
    const isNew = model.unsanctioned.filter(item => !known.has(placeOf(item)));
    found.push(...isNew.map(item => toRow(model.modelRef, item, now)));
    const reopened = await updateFindings(tx, { model, known, now });
    if (isNew.length > 0 || reopened) {
      untold.add(model.modelRef);
    }
  }
  for (const batch of inBatches(found, ROWS_AT_ONCE)) {
    await tx('unsanctioned_deployments').insert(batch);
  }
  return untold;
}

/** Clears whatever was found on a model. */
export async function clearAllFindings(
  tx: Knex.Transaction,
  { modelRef, now }: { modelRef: string; now: Date },
): Promise<void> {
  const nothing = { modelRef, unsanctioned: [], running: [] };
  await recordFindings(tx, [nothing], now);
}

// Tells whether one was found again of which nobody was told.
async function updateFindings(
  tx: Knex.Transaction,
  options: { model: Standing; known: Map<string, UnsanctionedRow>; now: Date },
): Promise<boolean> {
  const { model, known, now } = options;
  let reopened = false;
  for (const item of model.unsanctioned) {
    const row = known.get(placeOf(item));
    known.delete(placeOf(item));
    if (row) {
      await updateFinding(tx, row, item);
      reopened ||= Boolean(row.cleared_at) && !row.notified_at;
    }
  }
  const { running } = model;
  await clearFindings(tx, { rows: [...known.values()], running, now });
  return reopened;
}

function toRow(modelRef: string, item: UnsanctionedDeployment, now: Date) {
  return {
    ...{ model_ref: modelRef, environment: item.environment },
    ...{ name: item.name, version: item.version },
    ...whatIsFound(item),
    found_at: now,
  };
}

async function updateFinding(
  tx: Knex.Transaction,
  row: UnsanctionedRow,
  item: UnsanctionedDeployment,
): Promise<void> {
  const found = whatIsFound(item);
  if (
    row.cleared_at ||
    row.missing_json !== found.missing_json ||
    row.enforcement !== found.enforcement ||
    Boolean(row.configured) !== found.configured
  ) {
    await tx('unsanctioned_deployments')
      .where({ id: row.id })
      .update({ ...found, cleared_at: null });
  }
}

function whatIsFound({
  missing,
  enforcement,
  unconfigured,
}: UnsanctionedDeployment) {
  return {
    missing_json: JSON.stringify(missing),
    enforcement,
    configured: !unconfigured,
  };
}

async function clearFindings(
  tx: Knex.Transaction,
  options: {
    rows: readonly UnsanctionedRow[];
    running: readonly Place[];
    now: Date;
  },
): Promise<void> {
  const { rows, now } = options;
  const running = new Set(options.running.map(placeOf));
  for (const row of rows) {
    const isSanctioned = running.has(placeOf(row));
    if (isSanctioned || !row.cleared_at) {
      await tx('unsanctioned_deployments')
        .where({ id: row.id })
        .update({
          cleared_at: row.cleared_at ?? now,
          ...(isSanctioned && { missing_json: NOTHING_MISSING }),
        });
    }
  }
}

function placeOf({ environment, name, version }: Place): string {
  return JSON.stringify([environment, name, version]);
}
