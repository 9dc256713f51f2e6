import { z } from 'zod';
import {
  Finding,
  MalformedReportError,
  columnFinding,
  parsePart,
  shareFinding,
} from './evidentlyFindings';
import { readsAsDrift } from './evidentlyMethods';

/** Name of the dialect of 0.7.0 to 0.7.15, which names metrics but has no config. */
export const EARLY_FORMAT = 'evidently-0.7.0';

const earlyReportSchema = z.object({
  metrics: z
    .array(z.object({ metric_id: z.string(), value: z.unknown() }))
    .min(1),
});

const countSchema = z.object({ count: z.number(), share: z.number() });

/** Reads what `Report.json()` of 0.7.0 to 0.7.15 wrote, if the document is that. */
export function readEarlyReport(document: unknown): Finding[] | undefined {
  const parsed = earlyReportSchema.safeParse(document);
  return parsed.success ? parsed.data.metrics.flatMap(readMetric) : undefined;
}

// Everything that is known of a metric stands in its name: "ValueDrift(column=age)".
function readMetric(metric: { metric_id: string; value?: unknown }): Finding[] {
  const { metric_id: id, value } = metric;
  const [, type = id, written = ''] = /^(\w+)\((.*)\)$/.exec(id) ?? [];
  const settings = new Map(
    written.split(',').map(part => {
      const [key, ...rest] = part.split('=');
      return [key.trim(), rest.join('=').trim()];
    }),
  );
  if (type === 'DriftedColumnsCount') {
    const { count, share } = parsePart(countSchema, value, id);
    const threshold = numberIn(settings, 'drift_share', id);
    return [shareFinding({ count, share, threshold })];
  }
  // Without method and threshold nobody can tell what the score means.
  const [column, method] = [settings.get('column'), settings.get('method')];
  if (type === 'ValueDrift' && column && method && settings.has('threshold')) {
    const score = parsePart(z.number(), value, id);
    const threshold = numberIn(settings, 'threshold', id);
    const drifted = readsAsDrift({ method, score, threshold });
    return [columnFinding({ column, method, score, threshold, drifted })];
  }
  return [];
}

function numberIn(
  settings: ReadonlyMap<string, string>,
  key: string,
  id: string,
): number {
  const value = Number(settings.get(key) || NaN);
  if (!Number.isFinite(value)) {
    throw new MalformedReportError(
      id,
      `names no ${key}; use Evidently 0.7.16 or later, whose reports do`,
    );
  }
  return value;
}
