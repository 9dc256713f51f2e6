import { DateTime } from 'luxon';
import { z } from 'zod';
import { CheckResultReport, ResultStatus } from './schemas';

/**
 * Where and of which version a monitoring tool's document speaks.
 *
 * @public
 */
export interface ReportContext {
  environment?: string;
  version?: string;
  /** ISO 8601. */
  observedAt?: string;
}

/**
 * What was read from a monitoring tool's document.
 *
 * @public
 */
export interface ReadReport {
  /** The format that was recognised, e.g. `evidently-0.7`. */
  format: string;
  results: CheckResultReport[];
}

// https://docs.evidentlyai.com: Report.save_json() since 0.7.16
const currentReportSchema = z.object({
  metrics: z.array(
    z.object({
      metric_name: z.string(),
      config: z.looseObject({ type: z.string() }),
      value: z.unknown(),
    }),
  ),
  tests: z
    .array(
      z.object({
        name: z.string(),
        description: z.string().optional(),
        status: z.string(),
      }),
    )
    .default([]),
});

// Report.json() of 0.4 to 0.6
const legacyReportSchema = z.object({
  timestamp: z.string().optional(),
  metrics: z.array(z.object({ metric: z.string(), result: z.looseObject({}) })),
});

const driftedColumnsSchema = z.object({
  config: z.looseObject({ drift_share: z.number() }),
  value: z.object({ count: z.number(), share: z.number() }),
});

const valueDriftSchema = z.object({
  config: z.looseObject({
    column: z.string(),
    method: z.string(),
    threshold: z.number(),
  }),
  value: z.number(),
});

const datasetDriftSchema = z.object({
  dataset_drift: z.boolean(),
  drift_share: z.number(),
  number_of_columns: z.number(),
  number_of_drifted_columns: z.number(),
  share_of_drifted_columns: z.number(),
});

const driftTableSchema = z.object({
  drift_by_columns: z.record(
    z.string(),
    z.object({
      column_name: z.string().optional(),
      stattest_name: z.string().optional(),
      stattest_threshold: z.number(),
      drift_score: z.number(),
      drift_detected: z.boolean(),
    }),
  ),
});

const TEST_STATUS: Record<string, ResultStatus> = {
  SUCCESS: 'ok',
  WARNING: 'warning',
  FAIL: 'critical',
  ERROR: 'error',
};

/**
 * Name of the check that an Evidently report's share of drifted columns becomes.
 *
 * @public
 */
export const DRIFTED_COLUMNS_CHECK = 'Share of drifted columns';

/**
 * Reads an Evidently report of 0.4 to 0.6, or of 0.7.16 and later.
 *
 * @remarks
 *
 * The share of drifted columns is critical when it reaches the report's own
 * threshold. One drifted column is a warning: how many may drift is what the share
 * decides. Test results keep their own status.
 *
 * @returns nothing when the document is not such a report or holds nothing that
 *   can be checked.
 * @public
 */
export function readEvidentlyReport(
  document: unknown,
  context: ReportContext,
): ReadReport | undefined {
  const current = currentReportSchema.safeParse(document);
  if (current.success) {
    return toReport(
      'evidently-0.7',
      [
        ...current.data.metrics.flatMap(readCurrentMetric),
        ...current.data.tests.flatMap(readTest),
      ],
      context,
    );
  }
  const legacy = legacyReportSchema.safeParse(document);
  if (legacy.success) {
    return toReport(
      'evidently-0.4',
      legacy.data.metrics.flatMap(readLegacyMetric),
      {
        ...context,
        observedAt: context.observedAt ?? toIso(legacy.data.timestamp),
      },
    );
  }
  return undefined;
}

type Finding = Omit<
  CheckResultReport,
  'environment' | 'version' | 'observedAt' | 'kind'
>;

function toReport(
  format: string,
  findings: Finding[],
  context: ReportContext,
): ReadReport | undefined {
  const { environment, version, observedAt } = context;
  const byCheck = new Map(findings.map(finding => [finding.check, finding]));
  const results = [...byCheck.values()].map(finding => ({
    ...finding,
    kind: 'data-drift' as const,
    ...(environment && { environment }),
    ...(version && { version }),
    ...(observedAt && { observedAt }),
  }));
  return results.length > 0 ? { format, results } : undefined;
}

function readCurrentMetric(metric: {
  metric_name: string;
  config: { type: string };
  value?: unknown;
}): Finding[] {
  const type = metric.config.type.split(':').pop();
  if (type === 'DriftedColumnsCount') {
    const { config, value } = parsePart(
      driftedColumnsSchema,
      metric,
      metric.metric_name,
    );
    return [
      shareFinding({
        share: value.share,
        count: value.count,
        threshold: config.drift_share,
      }),
    ];
  }
  if (type === 'ValueDrift') {
    const { config, value } = parsePart(
      valueDriftSchema,
      metric,
      metric.metric_name,
    );
    // A p-value says how likely the data are alike; every other method measures a distance.
    const drifted = config.method.includes('p_value')
      ? value < config.threshold
      : value >= config.threshold;
    return [
      columnFinding({
        column: config.column,
        method: config.method,
        score: value,
        threshold: config.threshold,
        drifted,
      }),
    ];
  }
  return [];
}

function readTest(test: {
  name: string;
  description?: string;
  status: string;
}): Finding[] {
  const status = TEST_STATUS[test.status.toLocaleUpperCase('en-US')];
  return status
    ? [
        {
          check: oneLine(test.name),
          status,
          ...(test.description && {
            message: test.description.slice(0, 2_000),
          }),
        },
      ]
    : [];
}

function readLegacyMetric({
  metric,
  result,
}: {
  metric: string;
  result: unknown;
}): Finding[] {
  if (metric === 'DatasetDriftMetric') {
    const drift = parsePart(datasetDriftSchema, result, metric);
    return [
      shareFinding({
        share: drift.share_of_drifted_columns,
        count: drift.number_of_drifted_columns,
        threshold: drift.drift_share,
      }),
    ];
  }
  if (metric === 'DataDriftTable') {
    const { drift_by_columns: columns } = parsePart(
      driftTableSchema,
      result,
      metric,
    );
    return Object.entries(columns).map(([key, column]) =>
      columnFinding({
        column: column.column_name ?? key,
        method: column.stattest_name ?? 'unknown method',
        score: column.drift_score,
        threshold: column.stattest_threshold,
        drifted: column.drift_detected,
      }),
    );
  }
  return [];
}

/**
 * A recognised document of which a part is not as its format says.
 *
 * @public
 */
export class MalformedReportError extends Error {
  constructor(part: string, cause: z.ZodError) {
    super(`${part}: ${z.prettifyError(cause)}`);
    this.name = 'MalformedReportError';
  }
}

function parsePart<T extends z.ZodType>(
  schema: T,
  value: unknown,
  part: string,
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new MalformedReportError(part, parsed.error);
  }
  return parsed.data;
}

function shareFinding(drift: {
  share: number;
  count: number;
  threshold: number;
}): Finding {
  return {
    check: DRIFTED_COLUMNS_CHECK,
    status: drift.share >= drift.threshold ? 'critical' : 'ok',
    value: drift.share,
    threshold: drift.threshold,
    message: `${drift.count} columns drifted`,
  };
}

function columnFinding(drift: {
  column: string;
  method: string;
  score: number;
  threshold: number;
  drifted: boolean;
}): Finding {
  return {
    check: oneLine(`Drift of ${drift.column}`),
    status: drift.drifted ? 'warning' : 'ok',
    value: drift.score,
    threshold: drift.threshold,
    message: drift.method.slice(0, 2_000),
  };
}

function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
    .slice(0, 200);
}

// Evidently writes local times without an offset; they are read as UTC.
function toIso(timestamp: string | undefined): string | undefined {
  const time = DateTime.fromSQL(timestamp ?? '', { zone: 'utc' });
  return time.isValid ? time.toUTC().toISO() : undefined;
}
