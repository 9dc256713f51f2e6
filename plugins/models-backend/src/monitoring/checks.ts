import {
  CheckResult,
  RecordedCheck,
  checkKindSchema,
  resultStatusSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import {
  TimeColumn,
  groupByModel,
  toIso,
  withoutNulls,
} from '../database/columns';
import { Page, decodeCursor, toPage } from '../database/page';

// SQLite refuses to insert more than 500 rows in one statement.
const ROWS_PER_INSERT = 250;

interface ResultColumns {
  status: string;
  value: number | null;
  threshold: number | null;
  unit: string | null;
  message: string | null;
  version: string | null;
  observed_at: TimeColumn;
}

interface CheckRow extends ResultColumns {
  id: number;
  model_ref: string;
  name: string;
  environment: string;
  kind: string;
  allowed_silence: string;
  allowed_silence_at: TimeColumn | null;
}

interface CheckResultRow extends ResultColumns {
  check_id: number;
  digest: string;
}

const resultCursorSchema = z.tuple([
  z.iso.datetime(),
  z.string().regex(/^[0-9a-f]{64}$/),
]);

/** A check as it is stored, with what only the store needs to know. */
export interface StoredCheck extends RecordedCheck {
  id: number;
  allowedSilenceAt?: string;
}

function toResult(row: ResultColumns): CheckResult {
  const { value, threshold, unit, message, version } = row;
  return {
    status: resultStatusSchema.parse(row.status),
    ...withoutNulls({ value, threshold, unit, message, version }),
    observedAt: toIso(row.observed_at),
  };
}

function toCheck(row: CheckRow): StoredCheck {
  return {
    id: row.id,
    check: row.name,
    kind: checkKindSchema.parse(row.kind),
    ...(row.environment && { environment: row.environment }),
    allowedSilence: row.allowed_silence,
    ...(row.allowed_silence_at && {
      allowedSilenceAt: toIso(row.allowed_silence_at),
    }),
    latest: toResult(row),
  };
}

function fromResult(result: CheckResult) {
  return {
    status: result.status,
    value: result.value ?? null,
    threshold: result.threshold ?? null,
    unit: result.unit ?? null,
    message: result.message ?? null,
    version: result.version ?? null,
    observed_at: new Date(result.observedAt),
  };
}

export async function checksByModel(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, StoredCheck[]>> {
  const rows = await knex<CheckRow>('checks')
    .whereIn('model_ref', [...modelRefs])
    .orderBy(['name', 'environment']);
  return groupByModel(rows, toCheck);
}

/**
 * Inserts a check, or overwrites the one that is known, and returns its key.
 *
 * An insert that turns into an update would use up a number of the key each time, and
 * checks are updated for ever.
 */
export async function saveCheck(
  knex: Knex,
  options: {
    modelRef: string;
    known: StoredCheck | undefined;
    check: Omit<StoredCheck, 'id'>;
  },
): Promise<number> {
  const { modelRef, known, check } = options;
  const columns = {
    kind: check.kind,
    allowed_silence: check.allowedSilence,
    allowed_silence_at: check.allowedSilenceAt
      ? new Date(check.allowedSilenceAt)
      : null,
    ...fromResult(check.latest),
  };
  if (known) {
    await knex('checks').where({ id: known.id }).update(columns);
    return known.id;
  }
  const [{ id }] = await knex('checks')
    .insert({
      model_ref: modelRef,
      name: check.check,
      environment: check.environment ?? '',
      ...columns,
    })
    .returning('id');
  return id;
}

/** Which of these observations of a check are stored already. */
export async function knownDigests(
  knex: Knex,
  checkId: number,
  digests: readonly string[],
): Promise<Set<string>> {
  const rows = await knex<CheckResultRow>('check_results')
    .where({ check_id: checkId })
    .whereIn('digest', [...digests])
    .select('digest');
  return new Set(rows.map(row => row.digest));
}

/** An observation of a check that is not stored yet. */
export interface ResultToInsert {
  checkId: number;
  digest: string;
  result: CheckResult;
}

export async function insertResults(
  knex: Knex,
  results: readonly ResultToInsert[],
): Promise<void> {
  await knex.batchInsert(
    'check_results',
    results.map(({ checkId, digest, result }) => ({
      check_id: checkId,
      digest,
      ...fromResult(result),
    })),
    ROWS_PER_INSERT,
  );
}

/** Lists the observations of one check, the newest first. */
export async function listCheckResults(
  knex: Knex,
  options: {
    modelRef: string;
    check: string;
    environment?: string;
    limit: number;
    cursor?: string;
  },
): Promise<Page<CheckResult>> {
  const { modelRef, check, environment, limit, cursor } = options;
  const after = decodeCursor(cursor, resultCursorSchema);
  const query = knex<CheckResultRow>('check_results')
    .where(
      'check_id',
      knex('checks')
        .where({
          model_ref: modelRef,
          name: check,
          environment: environment ?? '',
        })
        .select('id'),
    )
    .orderBy([
      { column: 'observed_at', order: 'desc' },
      { column: 'digest', order: 'desc' },
    ])
    .limit(limit + 1);
  if (after) {
    const [observedAt, digest] = [new Date(after[0]), after[1]];
    query.where(place =>
      place
        .where('observed_at', '<', observedAt)
        .orWhere(same =>
          same.where('observed_at', observedAt).where('digest', '<', digest),
        ),
    );
  }
  return toPage({
    rows: await query,
    limit,
    cursorOf: row => [toIso(row.observed_at), row.digest],
    toItem: toResult,
  });
}
