import { z } from 'zod';
import { currentTestSchema, readCurrentTests } from './evidentlyCurrentTests';
import {
  Finding,
  columnFinding,
  parsePart,
  shareFinding,
} from './evidentlyFindings';
import { readsAsDrift } from './evidentlyMethods';

/** The document as a whole, see https://docs.evidentlyai.com. */
export const currentReportSchema = z.object({
  metrics: z.array(
    z.object({
      id: z.string().optional(),
      metric_name: z.string(),
      config: z.looseObject({ type: z.string() }),
      value: z.unknown(),
    }),
  ),
  tests: z.array(currentTestSchema).default([]),
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

type CurrentReport = z.output<typeof currentReportSchema>;

/**
 * Reads what `Report.save_json()` of 0.7.16 and later wrote. A metric with tests of its own
 * is judged by these, and every other one by its own threshold.
 */
export function readCurrentReport({
  metrics,
  tests,
}: CurrentReport): Finding[] {
  const { findings, tested } = readCurrentTests(tests, metrics);
  const others = metrics.filter(
    ({ id }) => id === undefined || !tested.has(id),
  );
  return [...others.flatMap(readMetric), ...findings];
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
