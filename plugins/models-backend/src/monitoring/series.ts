import { InputError } from '@backstage/errors';
import {
  CheckSeries,
  CheckSeriesQuery,
  RESULT_STATUSES,
  ResultStatus,
  SeriesPoint,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { isPostgres } from '../database/isPostgres';
import { SEVERITY_SQL } from './severitySql';

/** How many versions are named at most. */
const NAMED_VERSIONS = 20;

/** What is known of one stretch of time and one version. */
interface BucketRow {
  bucket: number | string;
  version: string | null;
  results: number | string;
  valued: number | string;
  severity: number;
  min_value: number | null;
  max_value: number | null;
  sum_value: number | null;
  threshold: number | null;
}

/** By severity, from 0. */
const STATUSES = [
  'ok',
  'error',
  'warning',
  'critical',
] as const satisfies readonly ResultStatus[] & {
  length: (typeof RESULT_STATUSES)['length'];
};

/**
 * Reads the history of a check in at most as many points as are asked for.
 *
 * One aggregate in the database reads the results, however many there are, and another
 * the summaries of those that are kept no more.
 */
export async function readSeries(
  knex: Knex,
  modelRef: string,
  query: CheckSeriesQuery,
): Promise<CheckSeries> {
  const check = await knex('checks')
    .where({
      model_ref: modelRef,
      name: query.check,
      environment: query.environment ?? '',
    })
    .first('id', 'unit');
  const range = toRange(query);
  const whole = {
    from: new Date(range.from).toISOString(),
    to: new Date(range.to).toISOString(),
  };
  if (!check) {
    return { ...whole, points: [], versions: [] };
  }
  const [results, summaries] = await Promise.all([
    readResults(knex, { checkId: check.id, range, version: query.version }),
    readSummaries(knex, { checkId: check.id, range, version: query.version }),
  ]);
  const rows = [...results, ...summaries];
  return {
    ...whole,
    ...(check.unit && { unit: check.unit }),
    points: toPoints(rows, range),
    versions: versionsOf(rows).slice(-NAMED_VERSIONS),
  };
}

const BY_NAME = new Intl.Collator('en-US', { numeric: true });

// In the order in which they were last seen: names need not say which one is newer.
function versionsOf(rows: readonly BucketRow[]): string[] {
  const lastSeen = new Map<string, number>();
  for (const { version, bucket } of rows) {
    if (version) {
      const known = lastSeen.get(version) ?? 0;
      lastSeen.set(version, Math.max(known, Number(bucket)));
    }
  }
  return [...lastSeen]
    .sort(([a, aSeen], [b, bSeen]) => aSeen - bSeen || BY_NAME.compare(a, b))
    .map(([version]) => version);
}

interface Range {
  from: number;
  to: number;
  width: number;
}

function toRange(query: CheckSeriesQuery): Range {
  const from = Date.parse(query.from);
  const to = Date.parse(query.to);
  if (from >= to) {
    throw new InputError('query.from: must be before query.to');
  }
  return {
    from,
    to,
    width: Math.max(1, Math.ceil((to - from) / query.points)),
  };
}

interface Source {
  checkId: number;
  range: Range;
  version: string | undefined;
}

function readResults(knex: Knex, source: Source): Promise<BucketRow[]> {
  const { checkId, range, version } = source;
  const query = knex('check_results')
    .where({ check_id: checkId, ...(version && { version }) })
    .where('observed_at', '>=', new Date(range.from))
    .where('observed_at', '<', new Date(range.to))
    .groupBy('bucket', 'version');
  return query.select(
    bucketOf(knex, 'observed_at', range),
    'version',
    knex.raw('count(*) as results'),
    knex.raw('count(value) as valued'),
    knex.raw(`max(${SEVERITY_SQL}) as severity`),
    knex.raw('min(value) as min_value'),
    knex.raw('max(value) as max_value'),
    knex.raw('sum(value) as sum_value'),
    knex.raw('max(coalesce(limit_value, threshold)) as threshold'),
  );
}

function readSummaries(knex: Knex, source: Source): Promise<BucketRow[]> {
  const { checkId, range, version } = source;
  const query = knex('check_summaries')
    .where({ check_id: checkId, ...(version && { version }) })
    .where('from_time', '>=', new Date(range.from))
    .where('from_time', '<', new Date(range.to))
    .groupBy('bucket', 'version');
  return query.select(
    bucketOf(knex, 'from_time', range),
    'version',
    knex.raw('sum(results) as results'),
    knex.raw('sum(valued) as valued'),
    knex.raw('max(severity) as severity'),
    knex.raw('min(min_value) as min_value'),
    knex.raw('max(max_value) as max_value'),
    knex.raw('sum(sum_value) as sum_value'),
    knex.raw('max(threshold) as threshold'),
  );
}

function bucketOf(
  knex: Knex,
  column: string,
  { from, width }: Range,
): Knex.Raw {
  return isPostgres(knex)
    ? knex.raw(
        'floor((extract(epoch from ??)::float8 * 1000 - ?::float8) / ?::float8)::int as bucket',
        [column, from, width],
      )
    : knex.raw('cast((?? - ?) / ? as integer) as bucket', [
        column,
        from,
        width,
      ]);
}

function toPoints(rows: readonly BucketRow[], range: Range): SeriesPoint[] {
  const buckets = new Map<number, BucketRow[]>();
  for (const row of rows) {
    const bucket = Number(row.bucket);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), row]);
  }
  return [...buckets]
    .sort(([a], [b]) => a - b)
    .map(([bucket, all]) => toPoint(bucket, all, range));
}

function toPoint(
  bucket: number,
  rows: readonly BucketRow[],
  { from, to, width }: Range,
): SeriesPoint {
  const numbers = (
    key: 'min_value' | 'max_value' | 'sum_value' | 'threshold',
  ) => rows.flatMap(row => row[key] ?? []);
  const valued = sum(rows.map(row => Number(row.valued)));
  const thresholds = numbers('threshold');
  const start = from + bucket * width;
  return {
    from: new Date(start).toISOString(),
    to: new Date(Math.min(start + width, to)).toISOString(),
    count: sum(rows.map(row => Number(row.results))),
    status: STATUSES[Math.max(...rows.map(row => row.severity))],
    ...(valued > 0 && {
      min: Math.min(...numbers('min_value')),
      max: Math.max(...numbers('max_value')),
      average: sum(numbers('sum_value')) / valued,
    }),
    ...(thresholds.length > 0 && { threshold: Math.max(...thresholds) }),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
