import {
  Judgement,
  Observation,
  Threshold,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { toIso } from '../database/columns';
import { isPostgres } from '../database/isPostgres';
import { ResultColumns, fromJudgement, toJudgement } from './resultColumns';

// SQLite refuses to insert more than 500 rows in one statement.
const ROWS_PER_INSERT = 250;

/** A row of `check_results`. */
export interface CheckResultRow extends ResultColumns {
  check_id: number;
  digest: string;
}

/** An observation with the digest of all that its sender said. */
export interface KeyedObservation extends Observation {
  digest: string;
  /** Set when nobody said when it was observed: its time does not tell whether it is new. */
  isUntimed?: boolean;
  /** The time that was said, where that is still to come: it counts as observed now. */
  aheadUntil?: string;
}

/** A judged observation of a check. */
export interface ResultToStore {
  checkId: number;
  digest: string;
  judgement: Judgement;
}

/** Names one observation of one check. */
export function resultKey(checkId: number, digest: string): string {
  return `${checkId}/${digest}`;
}

/** Which of these observations are stored already, by {@link resultKey}. */
export async function knownResults(
  knex: Knex,
  results: ReadonlyArray<{ checkId: number; digest: string }>,
): Promise<Set<string>> {
  if (results.length === 0) {
    return new Set();
  }
  const rows = await knex<CheckResultRow>('check_results')
    .whereIn('check_id', [...new Set(results.map(one => one.checkId))])
    .whereIn(
      'digest',
      results.map(one => one.digest),
    )
    .select('check_id', 'digest');
  return new Set(rows.map(row => resultKey(row.check_id, row.digest)));
}

/** Inserts observations that are not stored yet. */
export async function insertResults(
  knex: Knex,
  results: readonly ResultToStore[],
): Promise<void> {
  const rows = results.map(({ checkId, digest, judgement }) => ({
    check_id: checkId,
    digest,
    ...fromJudgement(judgement),
  }));
  if (isPostgres(knex)) {
    // One parameter, however many rows: planning and binding thousands costs more than
    // the insert itself.
    await knex.raw(
      `insert into check_results (check_id, digest, status, reported_status, value, threshold, limit_value, unit, message, version, observed_at)
       select check_id, digest, status, reported_status, value, threshold, limit_value, unit, message, version, observed_at
       from json_to_recordset(?::json) as news(check_id int, digest text, status text, reported_status text, value float8, threshold float8, limit_value float8, unit text, message text, version text, observed_at timestamptz)`,
      [JSON.stringify(rows)],
    );
    return;
  }
  await knex.batchInsert(
    'check_results',
    rows.map(row => ({ ...row, observed_at: new Date(row.observed_at) })),
    ROWS_PER_INSERT,
  );
}

/** Writes down what is made of a stored observation since another one arrived late. */
export async function rejudgeResult(
  knex: Knex,
  { checkId, digest, judgement }: ResultToStore,
): Promise<void> {
  await knex('check_results')
    .where({ check_id: checkId, digest })
    .update({
      status: judgement.status,
      limit_value: judgement.limit ?? null,
    });
}

/** A stored observation with the judgement that is stored with it. */
export interface StoredResult {
  observation: KeyedObservation;
  judgement: Judgement;
}

/**
 * Reads observations of a check from a moment on, in whole moments.
 *
 * @returns `upTo` is the last moment that was read; there is nothing after it when it
 *   is left out.
 */
export async function resultsFrom(
  knex: Knex,
  options: { checkId: number; from: string; after: boolean; limit: number },
): Promise<{ results: StoredResult[]; upTo?: string }> {
  const { checkId, from, after, limit } = options;
  const rows = await knex<CheckResultRow>('check_results')
    .where({ check_id: checkId })
    .where('observed_at', after ? '>' : '>=', new Date(from))
    .orderBy(['observed_at', 'digest'])
    .limit(limit);
  if (rows.length < limit) {
    return { results: rows.map(toStored) };
  }
  const upTo = toIso(rows[rows.length - 1].observed_at);
  const lastMoment = await knex<CheckResultRow>('check_results').where({
    check_id: checkId,
    observed_at: new Date(upTo),
  });
  const before = rows.filter(row => toIso(row.observed_at) !== upTo);
  return { results: [...before, ...lastMoment].map(toStored), upTo };
}

function toStored(row: CheckResultRow): StoredResult {
  const judgement = toJudgement(row);
  const observation = { ...judgement.observation, digest: row.digest };
  return { observation, judgement };
}

/** Results of a check, without those from before it was last retired. */
function countingResults(
  knex: Knex,
  { checkId, countsAfter }: { checkId: number; countsAfter?: string },
) {
  const query = knex<CheckResultRow>('check_results').where({
    check_id: checkId,
  });
  return countsAfter === undefined
    ? query
    : query.where('observed_at', '>', new Date(countsAfter));
}

/** The observations of the last moment before another at which a check did not fail. */
export async function lastMomentBefore(
  knex: Knex,
  options: { checkId: number; countsAfter?: string; moment: string },
): Promise<StoredResult[]> {
  const { checkId, moment } = options;
  const last = await countingResults(knex, options)
    .where('observed_at', '<', new Date(moment))
    .whereNot({ status: 'error' })
    .orderBy('observed_at', 'desc')
    .first('observed_at');
  const rows = last
    ? await knex<CheckResultRow>('check_results').where({
        check_id: checkId,
        observed_at: last.observed_at,
      })
    : [];
  return rows.map(toStored);
}

/** The observations of the last moment at which a check had another status. */
export async function lastMomentOfOther(
  knex: Knex,
  options: {
    checkId: number;
    countsAfter?: string;
    status: string;
    before?: string;
  },
): Promise<StoredResult[]> {
  const { checkId, status, before } = options;
  const query = countingResults(knex, options)
    .whereNot({ status })
    .orderBy('observed_at', 'desc')
    .first('observed_at');
  if (before !== undefined) {
    query.where('observed_at', '<', new Date(before));
  }
  const last = await query;
  const rows = last
    ? await knex<CheckResultRow>('check_results').where({
        check_id: checkId,
        observed_at: last.observed_at,
      })
    : [];
  return rows.map(toStored);
}

/** The worst critical observation of a stretch of time; of equal ones the first. */
export async function worstResult(
  knex: Knex,
  options: {
    checkId: number;
    span: { startedAt: string; endedAt?: string };
    /** Of the threshold that judges the check, if one does. */
    direction: Threshold['direction'] | undefined;
  },
): Promise<Judgement | undefined> {
  const { checkId, span, direction } = options;
  const query = knex<CheckResultRow>('check_results')
    .where({ check_id: checkId, status: 'critical' })
    .where('observed_at', '>=', new Date(span.startedAt))
    .orderByRaw(`${excessSql(direction)} desc`)
    .orderBy(['observed_at', 'digest'])
    .first();
  if (span.endedAt !== undefined) {
    query.where('observed_at', '<', new Date(span.endedAt));
  }
  const row = await query;
  return row && toJudgement(row);
}

// The same as `excessOf` says.
function excessSql(direction: Threshold['direction'] | undefined): string {
  const past =
    direction === 'lower-is-worse'
      ? 'limit_value - value'
      : 'value - limit_value';
  const judged = direction ? past : `abs(${past})`;
  return `coalesce(case when limit_value is null then abs(value - threshold) else ${judged} end, 0)`;
}

/** The first moment after another at which anything was observed. */
export async function firstMomentAfter(
  knex: Knex,
  checkId: number,
  moment: string | undefined,
): Promise<string | undefined> {
  const query = knex<CheckResultRow>('check_results')
    .where({ check_id: checkId })
    .orderBy('observed_at')
    .first('observed_at');
  if (moment !== undefined) {
    query.where('observed_at', '>', new Date(moment));
  }
  const first = await query;
  return first && toIso(first.observed_at);
}
