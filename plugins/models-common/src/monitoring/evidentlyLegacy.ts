import { DateTime } from 'luxon';
import { z } from 'zod';
import {
  Finding,
  columnFinding,
  parsePart,
  shareFinding,
} from './evidentlyFindings';

/** The document as a whole. */
export const legacyReportSchema = z.object({
  timestamp: z.string().optional(),
  metrics: z.array(z.object({ metric: z.string(), result: z.looseObject({}) })),
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

type LegacyReport = z.output<typeof legacyReportSchema>;

/** Reads what `Report.json()` of 0.4 to 0.6 wrote, and when it was made. */
export function readLegacyReport({ metrics, timestamp }: LegacyReport): {
  findings: Finding[];
  observedAt?: string;
} {
  const observedAt = toIso(timestamp);
  return {
    findings: metrics.flatMap(readMetric),
    ...(observedAt && { observedAt }),
  };
}

function readMetric({
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

/** Evidently writes local times without an offset; they are read as UTC. */
export function toIso(timestamp: string | undefined): string | undefined {
  const time = DateTime.fromSQL(timestamp ?? '', { zone: 'utc' });
  return time.isValid ? time.toUTC().toISO() : undefined;
}
