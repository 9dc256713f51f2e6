import { ModelsConfig } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { TimeColumn, toIso } from '../database/columns';
import { ROWS_AT_ONCE, inBatches } from '../database/inBatches';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { isPostgres } from '../database/isPostgres';
import { keptSince } from './keptSince';
import { SEVERITY_SQL } from './severitySql';

/** How much of a check is summarised in one transaction. */
const DAYS_AT_ONCE = 1;

const CHECKS_AT_ONCE = 200;

/** One row of `check_summaries`. */
interface Summary {
  check_id: number;
  version: string;
  from_time: TimeColumn;
  results: number;
  severity: number;
  valued: number;
  min_value: number | null;
  max_value: number | null;
  sum_value: number | null;
  threshold: number | null;
}

/** Puts hourly summaries in the place of results that are too old to keep. */
export class ResultRetention {
  readonly #options: {
    database: ModelsDatabase;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Summarises what is too old, and removes summaries that are too old as well. */
  async run(signal?: AbortSignal): Promise<void> {
    const { database, config, now } = this.#options;
    const { results, summaries } = config.monitoring.retention;
    const until = keptSince(now(), results).startOf('hour').toJSDate();
    let checks = await checksWithResultsBefore(database.knex, until);
    while (checks.length > 0 && !signal?.aborted) {
      for (const check of checks) {
        await this.#summarise(check, until, signal);
      }
      checks = signal?.aborted
        ? []
        : await checksWithResultsBefore(database.knex, until);
    }
    await database
      .knex('check_summaries')
      .where('from_time', '<', keptSince(now(), summaries).toJSDate())
      .delete();
  }

  async #summarise(
    check: { id: number; model_ref: string },
    until: Date,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { database } = this.#options;
    for (let isLeft = true; isLeft && !signal?.aborted; ) {
      // The lock keeps out a report that arrives late for the same hours.
      isLeft = await database.writeModel(check.model_ref, tx =>
        summariseOldest(tx, check.id, until),
      );
    }
  }
}

async function checksWithResultsBefore(
  knex: Knex,
  until: Date,
): Promise<Array<{ id: number; model_ref: string }>> {
  return knex('checks')
    .whereExists(
      knex('check_results')
        .select(knex.raw('1'))
        .whereRaw('check_results.check_id = checks.id')
        .where('observed_at', '<', until),
    )
    .orderBy('id')
    .limit(CHECKS_AT_ONCE)
    .select('id', 'model_ref');
}

async function summariseOldest(
  tx: Knex,
  checkId: number,
  until: Date,
): Promise<boolean> {
  const oldest = await tx('check_results')
    .where({ check_id: checkId })
    .orderBy('observed_at')
    .first('observed_at');
  if (!oldest || new Date(oldest.observed_at) >= until) {
    return false;
  }
  const from = DateTime.fromISO(toIso(oldest.observed_at), { zone: 'utc' })
    .startOf('hour')
    .toJSDate();
  const end = DateTime.fromJSDate(from).plus({ days: DAYS_AT_ONCE }).toJSDate();
  const to = end < until ? end : until;
  const summaries = await summariesOf(tx, { checkId, from, to });
  const known = await tx<Summary>('check_summaries')
    .where({ check_id: checkId })
    .whereBetween('from_time', [from, to]);
  const rows = summaries.map(one => merged(one, known));
  // There are as many as versions and hours.
  for (const some of inBatches(rows, ROWS_AT_ONCE)) {
    await tx('check_summaries')
      .insert(some)
      .onConflict(['check_id', 'from_time', 'version'])
      .merge();
  }
  await tx('check_results')
    .where({ check_id: checkId })
    .where('observed_at', '>=', from)
    .where('observed_at', '<', to)
    .delete();
  return true;
}

async function summariesOf(
  tx: Knex,
  options: { checkId: number; from: Date; to: Date },
): Promise<Summary[]> {
  const { checkId, from, to } = options;
  const hour = isPostgres(tx)
    ? "date_trunc('hour', observed_at, 'UTC')"
    : '(observed_at / 3600000) * 3600000';
  const rows: Array<Omit<Summary, 'check_id'>> = await tx('check_results')
    .where({ check_id: checkId })
    .where('observed_at', '>=', from)
    .where('observed_at', '<', to)
    .groupByRaw(`${hour}, coalesce(version, '')`)
    .select(
      tx.raw(`${hour} as from_time`),
      tx.raw("coalesce(version, '') as version"),
      tx.raw('count(*) as results'),
      tx.raw(`max(${SEVERITY_SQL}) as severity`),
      tx.raw('count(value) as valued'),
      tx.raw('min(value) as min_value'),
      tx.raw('max(value) as max_value'),
      tx.raw('sum(value) as sum_value'),
      tx.raw('max(coalesce(limit_value, threshold)) as threshold'),
    );
  return rows.map(row => ({
    ...row,
    check_id: checkId,
    from_time: new Date(row.from_time),
    results: Number(row.results),
    valued: Number(row.valued),
  }));
}

// Hours can have a summary already, from a time when less was kept.
function merged(summary: Summary, known: readonly Summary[]): Summary {
  const other = known.find(
    one =>
      one.version === summary.version &&
      toIso(one.from_time) === toIso(summary.from_time),
  );
  if (!other) {
    return summary;
  }
  const of = (
    key: 'min_value' | 'max_value' | 'sum_value' | 'threshold',
    combine: (values: number[]) => number,
  ) => {
    const values = [summary[key], other[key]].flatMap(value => value ?? []);
    return values.length > 0 ? combine(values) : null;
  };
  return {
    ...summary,
    results: summary.results + other.results,
    valued: summary.valued + other.valued,
    severity: Math.max(summary.severity, other.severity),
    min_value: of('min_value', values => Math.min(...values)),
    max_value: of('max_value', values => Math.max(...values)),
    sum_value: of('sum_value', values => values.reduce((a, b) => a + b)),
    threshold: of('threshold', values => Math.max(...values)),
  };
}
