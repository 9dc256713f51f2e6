import { UnsanctionedDeployment } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { UnsanctionedRow } from './boardTables';

type Place = Pick<UnsanctionedDeployment, 'environment' | 'name' | 'version'>;

/**
 * Keeps the findings on a model in step with what is unsanctioned now: new ones are
 * added, and those that were resolved are cleared.
 *
 * @returns the new ones.
 */
export async function recordFindings(
  tx: Knex.Transaction,
  options: {
    modelRef: string;
    unsanctioned: readonly UnsanctionedDeployment[];
    now: Date;
  },
): Promise<UnsanctionedDeployment[]> {
  const { modelRef, unsanctioned, now } = options;
  const standing = await tx<UnsanctionedRow>('unsanctioned_deployments')
    .where({ model_ref: modelRef })
    .whereNull('cleared_at');
  const known = new Map(standing.map(row => [placeOf(row), row]));
  const found = unsanctioned.filter(item => !known.has(placeOf(item)));
  if (found.length > 0) {
    await tx.batchInsert(
      'unsanctioned_deployments',
      found.map(({ environment, name, version, missing, enforcement }) => ({
        ...{ model_ref: modelRef, environment, name, version, enforcement },
        missing_json: JSON.stringify(missing),
        found_at: now,
      })),
      100,
    );
  }
  for (const item of unsanctioned) {
    const row = known.get(placeOf(item));
    known.delete(placeOf(item));
    if (row) {
      await updateFinding(tx, row, item);
    }
  }
  await clearFindings(tx, [...known.values()], now);
  return found;
}

/** Clears whatever was found on a model. */
export async function clearAllFindings(
  tx: Knex.Transaction,
  options: { modelRef: string; now: Date },
): Promise<void> {
  await recordFindings(tx, { ...options, unsanctioned: [] });
}

async function updateFinding(
  tx: Knex.Transaction,
  row: UnsanctionedRow,
  { missing, enforcement }: UnsanctionedDeployment,
): Promise<void> {
  const missingJson = JSON.stringify(missing);
  if (row.missing_json !== missingJson || row.enforcement !== enforcement) {
    await tx('unsanctioned_deployments')
      .where({ id: row.id })
      .update({ missing_json: missingJson, enforcement });
  }
}

async function clearFindings(
  tx: Knex.Transaction,
  rows: readonly UnsanctionedRow[],
  now: Date,
): Promise<void> {
  if (rows.length > 0) {
    await tx('unsanctioned_deployments')
      .whereIn(
        'id',
        rows.map(row => row.id),
      )
      .update({ cleared_at: now });
  }
}

function placeOf({ environment, name, version }: Place): string {
  return JSON.stringify([environment, name, version]);
}
