import { DateTime } from 'luxon';
import { z } from 'zod';
import { Finding, checkName, parsePart } from './evidentlyFindings';
import { ReadReport, ReportContext, toReport } from './reports';
import { ResultStatus } from './schemas';
import { shorten } from './shorten';

const exceptionSchema = z.looseObject({
  raised_exception: z.boolean().optional(),
  exception_message: z.string().nullish(),
});

const expectationSchema = z.object({
  success: z.boolean(),
  expectation_config: z.looseObject({
    // The name of the field until 0.18, and from 1.0 on.
    expectation_type: z.string().optional(),
    type: z.string().optional(),
    severity: z.string().nullish(),
    kwargs: z.record(z.string(), z.unknown()).default({}),
  }),
  result: z
    .looseObject({
      observed_value: z.unknown().optional(),
      unexpected_percent: z.number().nullish(),
    })
    .nullish(),
  exception_info: z.record(z.string(), z.unknown()).nullish(),
});

const validationSchema = z.object({
  success: z.boolean(),
  results: z.array(z.unknown()),
  statistics: z.object({
    evaluated_expectations: z.number(),
    unsuccessful_expectations: z.number(),
    success_percent: z.number().nullish(),
  }),
  meta: z.record(z.string(), z.unknown()).nullish(),
  suite_name: z.string().nullish(),
});

/** A checkpoint of 0.x wraps each validation once more than one of 1.x. */
const checkpointSchema = z.object({
  run_results: z.record(z.string(), z.unknown()),
});

const wrappedSchema = z.object({ validation_result: z.unknown() });

type Validation = z.output<typeof validationSchema>;
type Expectation = z.output<typeof expectationSchema>;

/**
 * Reads a validation result or a checkpoint result of Great Expectations, 0.x or 1.x.
 *
 * @remarks
 *
 * Each suite becomes a check of the share of its expectations that hold, and each
 * expectation becomes one of its own. An expectation that its author marked as a
 * warning is a warning; one that could not be evaluated is an error.
 */
export function readGreatExpectations(
  document: unknown,
  context: ReportContext,
): ReadReport | undefined {
  const checkpoint = checkpointSchema.safeParse(document);
  if (checkpoint.success) {
    const findings = Object.entries(checkpoint.data.run_results).flatMap(
      ([id, result]) => {
        const wrapped = wrappedSchema.safeParse(result);
        return readValidation(
          parsePart(
            validationSchema,
            wrapped.success ? wrapped.data.validation_result : result,
            `run_results.${id}`,
          ),
          context,
        );
      },
    );
    return toReport('great-expectations-checkpoint', findings, context);
  }
  const validation = validationSchema.safeParse(document);
  return validation.success
    ? toReport(
        'great-expectations',
        readValidation(validation.data, context),
        context,
      )
    : undefined;
}

function readValidation(
  validation: Validation,
  context: ReportContext,
): Finding[] {
  const suite = suiteOf(validation);
  const observedAt = context.observedAt ?? timeOf(validation);
  const when = observedAt ? { observedAt } : {};
  const kind = 'data-quality' as const;
  const expectations = validation.results.map((result, index) =>
    readExpectation(
      suite,
      parsePart(expectationSchema, result, `results.${index}`),
    ),
  );
  return [suiteFinding(validation, suite, expectations), ...expectations].map(
    finding => ({ ...finding, ...when, kind }),
  );
}

function suiteFinding(
  { success, statistics }: Validation,
  suite: string,
  expectations: readonly Finding[],
): Finding {
  const { evaluated_expectations: all, unsuccessful_expectations: failed } =
    statistics;
  const share = statistics.success_percent ?? undefined;
  const bad = expectations.filter(({ status }) => status !== 'ok');
  const onlyWarnings =
    bad.length > 0 && bad.every(({ status }) => status === 'warning');
  const failure = onlyWarnings ? ('warning' as const) : ('critical' as const);
  return {
    check: checkName(`Expectations of ${suite}`),
    status: success ? 'ok' : failure,
    ...(share !== undefined && { value: share, threshold: 100, unit: '%' }),
    message: `${failed} of ${all} expectations are not met`,
  };
}

function readExpectation(suite: string, expectation: Expectation): Finding {
  const { expectation_config: config, result } = expectation;
  const type = config.type ?? config.expectation_type ?? 'expectation';
  const { column } = config.kwargs;
  const words = type.replace(/_/g, ' ');
  const unexpected = result?.unexpected_percent;
  const observed = result?.observed_value;
  const message =
    exceptionOf(expectation) ??
    (observed === undefined ? undefined : `Observed: ${inWords(observed)}`);
  return {
    check: checkName(
      typeof column === 'string'
        ? `${suite}: ${column}: ${words}`
        : `${suite}: ${words}`,
    ),
    status: statusOf(expectation),
    ...(typeof observed === 'number' && { value: observed }),
    ...(typeof observed !== 'number' &&
      typeof unexpected === 'number' && {
        value: unexpected,
        unit: '% unexpected',
      }),
    ...(message && { message: shorten(message, 2_000) }),
  };
}

function statusOf(expectation: Expectation): ResultStatus {
  if (exceptionOf(expectation) !== undefined) {
    return 'error';
  }
  if (expectation.success) {
    return 'ok';
  }
  const severity = expectation.expectation_config.severity;
  return severity === 'warning' || severity === 'info' ? 'warning' : 'critical';
}

// One exception in 0.x; in 1.x sometimes one for each metric that failed.
function exceptionOf({ exception_info: info }: Expectation) {
  for (const one of [info, ...Object.values(info ?? {})]) {
    const exception = exceptionSchema.safeParse(one);
    if (exception.success && exception.data.raised_exception) {
      return (
        exception.data.exception_message ||
        'The expectation raised an exception'
      );
    }
  }
  return undefined;
}

function inWords(observed: unknown): string {
  return typeof observed === 'string' ? observed : JSON.stringify(observed);
}

function suiteOf({ suite_name: name, meta }: Validation): string {
  const fromMeta = meta?.expectation_suite_name;
  return name ?? (typeof fromMeta === 'string' ? fromMeta : 'suite');
}

const runSchema = z.object({ run_time: z.string() });

function timeOf({ meta }: Validation): string | undefined {
  const run = runSchema.safeParse(meta?.run_id);
  return [meta?.validation_time, run.data?.run_time, meta?.run_time]
    .flatMap(time => (typeof time === 'string' ? toIso(time) ?? [] : []))
    .at(0);
}

// Both `20200727T171932.962507Z` and ISO 8601 are written.
function toIso(time: string): string | undefined {
  const parsed = DateTime.fromISO(time, { zone: 'utc' });
  return parsed.isValid ? parsed.toUTC().toISO() : undefined;
}
