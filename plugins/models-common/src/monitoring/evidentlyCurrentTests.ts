import { z } from 'zod';
import { Finding, checkName } from './evidentlyFindings';
import { CheckKind, ResultStatus } from './schemas';
import { shorten } from './shorten';

/** A test that a report of 0.7 ran on one of its metrics. */
export const currentTestSchema = z.object({
  name: z.string(),
  description: z.string().optional(),
  status: z.string(),
  metric_config: z.unknown().optional(),
  test_config: z.unknown().optional(),
  bound_test: z.unknown().optional(),
});

/** A metric as far as its tests need it. */
interface TestedMetric {
  id?: string;
  config: { type: string; threshold?: unknown };
  value?: unknown;
}

const TEST_STATUS: Record<string, ResultStatus> = {
  SUCCESS: 'ok',
  WARNING: 'warning',
  FAIL: 'critical',
  ERROR: 'error',
};

/** Those that tell how good the answers of a model are. */
const PERFORMANCE =
  /^(Dummy)?(F1|Precision|Recall|RocAuc|Accuracy|LogLoss|[TF][PN]R|MAE|RMSE|MAPE|MeanError|R2Score|AbsMaxError|NDCG|FBetaTopK|HitRate|MAP|MRR)/;

const withThreshold = z.object({ threshold: z.number() });
const withId = z.object({ metric_id: z.string() });
const withCount = z.object({ is_count: z.literal(true) });
const countSchema = z.object({ count: z.number(), share: z.number() });

/**
 * Reads the tests of a report; skipped ones say nothing.
 *
 * @returns `tested` are the ids of the metrics that they judge.
 */
export function readCurrentTests(
  tests: ReadonlyArray<z.output<typeof currentTestSchema>>,
  metrics: readonly TestedMetric[],
): { findings: Finding[]; tested: ReadonlySet<string> } {
  const byId = new Map(metrics.map(metric => [metric.id, metric]));
  const tested = new Set<string>();
  const findings = tests.flatMap(test => {
    const status = TEST_STATUS[test.status.toLocaleUpperCase('en-US')];
    if (!status) {
      return [];
    }
    const id = withId.safeParse(test.metric_config).data?.metric_id;
    const metric = id === undefined ? undefined : byId.get(id);
    if (metric?.id !== undefined) {
      tested.add(metric.id);
    }
    return [
      {
        check: checkName(test.name),
        status,
        ...(metric && measured(test, metric)),
        ...(test.description && {
          message: shorten(test.description, 2_000),
        }),
      },
    ];
  });
  return { findings, tested };
}

function measured(
  test: z.output<typeof currentTestSchema>,
  { config, value }: TestedMetric,
): Pick<Finding, 'kind' | 'value' | 'threshold'> {
  const counted = countSchema.safeParse(value).data;
  const isCount = withCount.safeParse(test.bound_test).success;
  const number = z
    .number()
    .safeParse(counted ? counted[isCount ? 'count' : 'share'] : value).data;
  const { threshold } =
    withThreshold.safeParse(test.test_config).data ??
    withThreshold.safeParse(config).data ??
    {};
  return {
    kind: kindOf(config.type.split(':').pop() ?? ''),
    ...(number !== undefined && { value: number }),
    ...(number !== undefined && threshold !== undefined && { threshold }),
  };
}

function kindOf(type: string): CheckKind {
  if (/Drift/.test(type)) {
    return 'data-drift';
  }
  return PERFORMANCE.test(type) ? 'performance' : 'data-quality';
}
