import {
  CheckLevel,
  CheckRetirement,
  Judgement,
  RecordedCheck,
  checkKindSchema,
  staleAt,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { TimeColumn, groupByModel, toIso } from '../database/columns';
import { isPostgres } from '../database/isPostgres';
import {
  ResultColumns,
  fromJudgement,
  toJudgement,
  toResult,
} from './resultColumns';

/** A row of `checks`. */
export interface CheckRow extends ResultColumns {
  id: number;
  model_ref: string;
  name: string;
  environment: string;
  kind: string;
  allowed_silence: string;
  allowed_silence_at: TimeColumn | null;
  level: string;
  status_since: TimeColumn | null;
  judged_by: string | null;
  threshold_changed_at: TimeColumn | null;
  retired_at: TimeColumn | null;
  retired_by: string | null;
  retired_reason: string | null;
  counts_after: TimeColumn | null;
  ahead_until: TimeColumn | null;
}

const levelSchema = z.enum(['ok', 'warning', 'critical']);

/** What the store knows of a check beside what is shown of it. */
export interface StoredCheck extends RecordedCheck {
  id: number;
  allowedSilenceAt?: string;
  level: CheckLevel;
  current: Judgement;
  /** The threshold that applied to the newest observation, as {@link thresholdKey} says it. */
  judgedBy?: string;
  /** Who said that it is no longer run; left out while it is. */
  retired?: CheckRetirement;
  /** When it was last retired: what was observed until then is history. */
  countsAfter?: string;
  /** Latest time that a result named when it was still to come: its clock ran ahead. */
  aheadUntil?: string;
}

/** Reads a row of `checks`. */
export function toCheck(row: CheckRow): StoredCheck {
  const current = toJudgement(row);
  return {
    id: row.id,
    check: row.name,
    kind: checkKindSchema.parse(row.kind),
    ...(row.environment && { environment: row.environment }),
    allowedSilence: row.allowed_silence,
    ...(row.allowed_silence_at && {
      allowedSilenceAt: toIso(row.allowed_silence_at),
    }),
    level: levelSchema.parse(row.level),
    ...(row.status_since && { since: toIso(row.status_since) }),
    ...(row.judged_by !== null && { judgedBy: row.judged_by }),
    ...(row.threshold_changed_at && {
      thresholdChangedAt: toIso(row.threshold_changed_at),
    }),
    ...(row.retired_at && {
      retired: {
        by: row.retired_by ?? '',
        at: toIso(row.retired_at),
        reason: row.retired_reason ?? '',
      },
    }),
    ...(row.counts_after && { countsAfter: toIso(row.counts_after) }),
    ...(row.ahead_until && { aheadUntil: toIso(row.ahead_until) }),
    current,
    latest: toResult(current),
  };
}

/** The checks of models that are run. */
export async function checksByModel(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, StoredCheck[]>> {
  const rows = await knex<CheckRow>('checks')
    .whereIn('model_ref', [...modelRefs])
    .whereNull('retired_at')
    .orderBy(['name', 'environment']);
  return groupByModel(rows, toCheck);
}

/** Finds a check of a model, whether or not it is run. */
export async function findCheck(
  knex: Knex,
  modelRef: string,
  { check, environment = '' }: { check: string; environment?: string },
): Promise<StoredCheck | undefined> {
  const row = await knex<CheckRow>('checks')
    .where({ model_ref: modelRef, name: check, environment })
    .first();
  return row && toCheck(row);
}

function fromCheck(check: Omit<StoredCheck, 'id'>) {
  return {
    allowed_silence: check.allowedSilence,
    allowed_silence_at: check.allowedSilenceAt ?? null,
    level: check.level,
    status_since: check.since ?? null,
    stale_at: staleAt({
      observedAt: check.latest.observedAt,
      allowedSilence: check.allowedSilence,
    }).toISOString(),
    judged_by: check.judgedBy ?? null,
    threshold_changed_at: check.thresholdChangedAt ?? null,
    retired_at: check.retired?.at ?? null,
    retired_by: check.retired?.by ?? null,
    retired_reason: check.retired?.reason ?? null,
    counts_after: check.countsAfter ?? null,
    ahead_until: check.aheadUntil ?? null,
    ...fromJudgement(check.current),
  };
}

/** Inserts a check and returns its key. */
export async function insertCheck(
  knex: Knex,
  modelRef: string,
  check: Omit<StoredCheck, 'id'>,
): Promise<number> {
  const [{ id }] = await knex('checks')
    .insert({
      model_ref: modelRef,
      name: check.check,
      environment: check.environment ?? '',
      kind: check.kind,
      ...withDates(fromCheck(check)),
    })
    .returning('id');
  return id;
}

const UPDATED = Object.entries({
  allowed_silence: 'text',
  allowed_silence_at: 'timestamptz',
  level: 'text',
  status_since: 'timestamptz',
  stale_at: 'timestamptz',
  judged_by: 'text',
  threshold_changed_at: 'timestamptz',
  retired_at: 'timestamptz',
  retired_by: 'text',
  retired_reason: 'text',
  counts_after: 'timestamptz',
  ahead_until: 'timestamptz',
  status: 'text',
  reported_status: 'text',
  value: 'float8',
  threshold: 'float8',
  limit_value: 'float8',
  unit: 'text',
  message: 'text',
  version: 'text',
  observed_at: 'timestamptz',
});

/**
 * Updates checks that are known.
 *
 * An insert that turns into an update would use up a number of the key each time, and
 * checks are updated for ever.
 */
export async function updateChecks(
  knex: Knex,
  checks: readonly StoredCheck[],
): Promise<void> {
  if (isPostgres(knex)) {
    await knex.raw(
      `update checks set ${UPDATED.map(
        ([name]) => `${name} = news.${name}`,
      ).join(', ')}
       from jsonb_to_recordset(?::jsonb) as news(id int, ${UPDATED.map(column =>
         column.join(' '),
       ).join(', ')})
       where checks.id = news.id`,
      [
        JSON.stringify(
          checks.map(check => ({ id: check.id, ...fromCheck(check) })),
        ),
      ],
    );
    return;
  }
  for (const check of checks) {
    await knex('checks')
      .where({ id: check.id })
      .update(withDates(fromCheck(check)));
  }
}

// SQLite keeps what it is given: times are numbers there.
function withDates(columns: ReturnType<typeof fromCheck>) {
  const toDate = (time: string | null) => time && new Date(time);
  return {
    ...columns,
    observed_at: new Date(columns.observed_at),
    stale_at: new Date(columns.stale_at),
    allowed_silence_at: toDate(columns.allowed_silence_at),
    status_since: toDate(columns.status_since),
    threshold_changed_at: toDate(columns.threshold_changed_at),
    retired_at: toDate(columns.retired_at),
    counts_after: toDate(columns.counts_after),
    ahead_until: toDate(columns.ahead_until),
  };
}
