import { z } from 'zod';
import { MalformedReportError } from './evidentlyFindings';
import { ReadReport, ReportContext, toReport } from './reports';
import { CheckKind } from './schemas';
import { shorten } from './shorten';

const violationSchema = z.looseObject({
  feature_name: z.string().optional(),
  metric_name: z.string().optional(),
  constraint_check_type: z.string(),
  description: z.string().optional(),
});

const constraintViolationsSchema = z.strictObject({
  version: z.number().optional(),
  violations: z.array(violationSchema),
});

const DATA_QUALITY_CHECKS = new Set([
  'data_type_check',
  'completeness_check',
  'baseline_drift_check',
  'missing_column_check',
  'extra_column_check',
  'categorical_values_check',
]);

const KIND_WORDS: Partial<Record<CheckKind, string>> = {
  'data-quality': 'Constraint violations',
};

/**
 * Reads `constraint_violations.json` of SageMaker Model Monitor.
 *
 * @remarks
 *
 * The file names only what is violated. Its number of violations is therefore one
 * check; a check for each of them could never become good again. What the monitor
 * watches is not in a file without violations: the context must say it, unless it is
 * data quality.
 */
export function readConstraintViolations(
  document: unknown,
  context: ReportContext,
): ReadReport | undefined {
  const parsed = constraintViolationsSchema.safeParse(document);
  if (!parsed.success) {
    return undefined;
  }
  const { violations } = parsed.data;
  const other = violations.find(
    violation => !DATA_QUALITY_CHECKS.has(violation.constraint_check_type),
  );
  if (other && !context.kind) {
    throw new MalformedReportError(
      `violations: ${other.constraint_check_type}`,
      'is no check of data quality; say with every file of this monitor what it watches: kind=performance, kind=fairness or kind=explainability',
    );
  }
  const kind = context.kind ?? 'data-quality';
  const check = KIND_WORDS[kind] ?? `Constraint violations (${kind})`;
  const message = violations.map(describeViolation).join('; ');
  return toReport(
    'sagemaker-constraint-violations',
    [
      {
        check,
        kind,
        status: violations.length > 0 ? 'critical' : 'ok',
        value: violations.length,
        unit: 'violations',
        ...(message && { message: shorten(message, 2_000) }),
      },
    ],
    context,
  );
}

function describeViolation(
  violation: z.output<typeof violationSchema>,
): string {
  const subject = violation.feature_name ?? violation.metric_name;
  const { constraint_check_type: type, description } = violation;
  return [subject, type, description].filter(Boolean).join(': ');
}
