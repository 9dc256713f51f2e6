import { z } from 'zod';
import {
  Finding,
  checkName,
  columnFinding,
  parsePart,
  shareFinding,
} from './evidentlyFindings';
import { readsAsDrift } from './evidentlyMethods';
import { ResultStatus } from './schemas';
import { shorten } from './shorten';

/** The document as a whole, see https://docs.evidentlyai.com. */
export const currentReportSchema = z.object({
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

const TEST_STATUS: Record<string, ResultStatus> = {
  SUCCESS: 'ok',
  WARNING: 'warning',
  FAIL: 'critical',
  ERROR: 'error',
};

type CurrentReport = z.output<typeof currentReportSchema>;

/** Reads what `Report.save_json()` of 0.7.16 and later wrote. */
export function readCurrentReport({
  metrics,
  tests,
}: CurrentReport): Finding[] {
  return [...metrics.flatMap(readMetric), ...tests.flatMap(readTest)];
}

function readMetric(metric: {
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
    const { column, method, threshold } = config;
    const drifted = readsAsDrift({ method, score: value, threshold });
    return [
      columnFinding({
        column,
        method,
        score: value,
        threshold,
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
          check: checkName(test.name),
          status,
          ...(test.description && {
            message: shorten(test.description, 2_000),
          }),
        },
      ]
    : [];
}
