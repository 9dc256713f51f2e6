import {
  CheckLevel,
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

interface CheckRow extends ResultColumns {
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
}

function toCheck(row: CheckRow): StoredCheck {
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
    current,
    latest: toResult(current),
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
  };
}
