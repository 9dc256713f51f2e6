import { z } from 'zod';
import { Finding, checkName } from './evidentlyFindings';
import { toIso } from './evidentlyLegacy';
import { CheckKind, ResultStatus } from './schemas';
import { shorten } from './shorten';

/** A test suite of 0.4 to 0.6 as a whole: `TestSuite.json()`. */
export const testSuiteSchema = z.object({
  timestamp: z.string().optional(),
  summary: z.looseObject({ all_passed: z.boolean() }),
  tests: z
    .array(
      z.object({
        name: z.string(),
        description: z.string().optional(),
        status: z.string(),
        group: z.string().optional(),
        parameters: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .min(1),
});

const TEST_STATUS: Record<string, ResultStatus> = {
  SUCCESS: 'ok',
  WARNING: 'warning',
  FAIL: 'critical',
  ERROR: 'error',
};

/** What the tests of each group watch; those of other groups watch the data. */
const GROUP_KIND: Record<string, CheckKind> = {
  data_drift: 'data-drift',
  classification: 'performance',
  regression: 'performance',
  recsys: 'performance',
};

/** Reads the tests of a suite; skipped ones say nothing. */
export function readTestSuite(suite: z.output<typeof testSuiteSchema>): {
  findings: Finding[];
  observedAt?: string;
} {
  const observedAt = toIso(suite.timestamp);
  return {
    findings: suite.tests.flatMap(test => readTest(test)),
    ...(observedAt && { observedAt }),
  };
}

function readTest(
  test: z.output<typeof testSuiteSchema>['tests'][number],
): Finding[] {
  const status = TEST_STATUS[test.status.toLocaleUpperCase('en-US')];
  if (!status) {
    return [];
  }
  // Tests of different columns share one name.
  const column = test.parameters?.column_name ?? test.parameters?.feature_name;
  const name =
    typeof column === 'string' ? `${test.name}: ${column}` : test.name;
  return [
    {
      check: checkName(name),
      status,
      kind: GROUP_KIND[test.group ?? ''] ?? 'data-quality',
      ...(test.description && { message: shorten(test.description, 2_000) }),
    },
  ];
}
