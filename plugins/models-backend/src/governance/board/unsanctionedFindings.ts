import { UnsanctionedDeployment } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { UnsanctionedRow } from './boardTables';

type Place = Pick<UnsanctionedDeployment, 'environment' | 'name' | 'version'>;

/** What nothing is missing of: a finding whose sign-offs were given ends with it. */
const NOTHING_MISSING = JSON.stringify([]);

/**
 * Keeps the findings on a model in step with what is unsanctioned now: new ones are
 * added, and those that were resolved are cleared. What only stopped to run and runs
 * again is found again, and nobody is told of it anew; once its sign-offs were given, it
 * is another finding.
 *
 * @returns those that nobody was told of yet.
 */
export async function recordFindings(
  tx: Knex.Transaction,
  options: {
    modelRef: string;
    unsanctioned: readonly UnsanctionedDeployment[];
    /** All that runs now, sanctioned or not. */
    running: readonly Place[];
    now: Date;
  },
): Promise<UnsanctionedDeployment[]> {
  const { modelRef, unsanctioned, running, now } = options;
  const open = await tx<UnsanctionedRow>('unsanctioned_deployments')
    .where({ model_ref: modelRef })
    .where(query =>
      query.whereNull('cleared_at').orWhereNot('missing_json', NOTHING_MISSING),
    )
    .orderBy('id');
  // Of the same place the newest.
  const known = new Map(open.map(row => [placeOf(row), row]));
  const found = unsanctioned.filter(item => !known.has(placeOf(item)));
  if (found.length > 0) {
    await tx.batchInsert(
      'unsanctioned_deployments',
      found.map(item => ({
        ...{ model_ref: modelRef, environment: item.environment },
        ...{ name: item.name, version: item.version },
        ...whatIsFound(item),
        found_at: now,
      })),
      100,
    );
  }
  const reopened: UnsanctionedDeployment[] = [];
  for (const item of unsanctioned) {
    const row = known.get(placeOf(item));
    known.delete(placeOf(item));
    if (row) {
      await updateFinding(tx, row, item);
      if (row.cleared_at && !row.notified_at) {
        reopened.push(item);
      }
    }
  }
  await clearFindings(tx, { rows: [...known.values()], running, now });
  return [...found, ...reopened];
}

/** Clears whatever was found on a model. */
export async function clearAllFindings(
  tx: Knex.Transaction,
  options: { modelRef: string; now: Date },
): Promise<void> {
  await recordFindings(tx, { ...options, unsanctioned: [], running: [] });
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
