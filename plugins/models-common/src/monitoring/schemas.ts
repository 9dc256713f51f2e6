import { z } from 'zod';
import {
  durationSchema,
  environmentNameSchema,
  nameSchema,
  timestampSchema,
  versionNameSchema,
} from '../api/fields';

/**
 * What can be watched about a model or one of its deployments.
 *
 * @public
 */
export const CHECK_KINDS = [
  'data-drift',
  'prediction-drift',
  'concept-drift',
  'performance',
  'data-quality',
  'fairness',
  'explainability',
  'service-health',
  'ground-truth-delay',
  'cost',
] as const;

/**
 * Schema of {@link CheckKind}.
 *
 * @public
 */
export const checkKindSchema = z.enum(CHECK_KINDS);

/**
 * What {@link checkKindSchema} reads.
 *
 * @public
 */
export type CheckKind = z.output<typeof checkKindSchema>;

/**
 * What one observation of a check can say; `error` means that the check itself failed.
 *
 * @public
 */
export const RESULT_STATUSES = ['ok', 'warning', 'critical', 'error'] as const;

/**
 * Schema of {@link ResultStatus}.
 *
 * @public
 */
export const resultStatusSchema = z.enum(RESULT_STATUSES);

/**
 * What {@link resultStatusSchema} reads.
 *
 * @public
 */
export type ResultStatus = z.output<typeof resultStatusSchema>;

/**
 * What can be said of a whole model, worst first.
 *
 * @public
 */
export const MONITORING_STATUSES = [
  'critical',
  'warning',
  'stale',
  'ok',
  'unmonitored',
] as const;

/**
 * Schema of {@link MonitoringStatus}.
 *
 * @public
 */
export const monitoringStatusSchema = z.enum(MONITORING_STATUSES);

/**
 * What {@link monitoringStatusSchema} reads.
 *
 * @public
 */
export type MonitoringStatus = z.output<typeof monitoringStatusSchema>;

/**
 * How long a check may be silent when nobody said otherwise: ISO 8601, one week.
 *
 * @public
 */
export const DEFAULT_ALLOWED_SILENCE = 'P7D';

// So large that nothing is measured in it, and so far from the largest number there is
// that sums and differences of many are numbers still.
const LARGEST_VALUE = 1e300;

const valueSchema = z
  .number()
  .min(-LARGEST_VALUE, `must be at least ${-LARGEST_VALUE}`)
  .max(LARGEST_VALUE, `must be at most ${LARGEST_VALUE}`);

/**
 * One observation of one check, as a machine or a person reports it.
 *
 * @public
 */
export const checkResultReportSchema = z
  .strictObject({
    check: nameSchema.describe(
      'Name of the check; with the environment it identifies the check of the model',
    ),
    kind: checkKindSchema,
    environment: environmentNameSchema.optional(),
    version: versionNameSchema.optional(),
    status: resultStatusSchema
      .optional()
      .describe(
        'May be left out with a value that a configured or declared threshold judges',
      ),
    value: valueSchema.optional(),
    threshold: valueSchema.optional(),
    unit: nameSchema.max(30).optional(),
    message: z.string().trim().max(2_000).optional(),
    observedAt: timestampSchema
      .optional()
      .describe('When it was observed; the time of the report when left out'),
    allowedSilence: durationSchema
      .optional()
      .describe(
        `After how long without a result the check counts as stale; ${DEFAULT_ALLOWED_SILENCE} when never reported`,
      ),
  })
  .meta({ id: 'CheckResultReport' });

/**
 * What {@link checkResultReportSchema} reads.
 *
 * @public
 */
export type CheckResultReport = z.output<typeof checkResultReportSchema>;

/**
 * How many results one request may carry.
 *
 * @public
 */
export const MAX_RESULTS_PER_REPORT = 5_000;

/**
 * A batch of observations.
 *
 * @public
 */
export const checkResultsReportSchema = z
  .strictObject({
    results: z
      .array(checkResultReportSchema)
      .min(1)
      .max(
        MAX_RESULTS_PER_REPORT,
        `at most ${MAX_RESULTS_PER_REPORT} results fit in one request: send more requests`,
      ),
  })
  .meta({ id: 'CheckResultsReport' });

/**
 * What {@link checkResultsReportSchema} reads.
 *
 * @public
 */
export type CheckResultsReport = z.output<typeof checkResultsReportSchema>;

/**
 * One observation in the record.
 *
 * @public
 */
export const checkResultSchema = z
  .object({
    status: resultStatusSchema,
    reportedStatus: resultStatusSchema
      .optional()
      .describe('What the sender said, where a threshold says otherwise'),
    value: z.number().optional(),
    threshold: z.number().optional(),
    unit: z.string().optional(),
    message: z.string().optional(),
    version: z.string().optional(),
    observedAt: timestampSchema,
  })
  .meta({ id: 'CheckResult' });

/**
 * What {@link checkResultSchema} reads.
 *
 * @public
 */
export type CheckResult = z.output<typeof checkResultSchema>;

/**
 * One check with its newest observation.
 *
 * @public
 */
export const checkSchema = z
  .object({
    check: z.string(),
    kind: checkKindSchema,
    environment: z.string().optional(),
    allowedSilence: z.string(),
    status: z
      .enum([...RESULT_STATUSES, 'stale'])
      .describe('Of the newest observation, or stale when that is too old'),
    since: timestampSchema
      .optional()
      .describe('Since when the newest observations say the same'),
    thresholdChangedAt: timestampSchema
      .optional()
      .describe(
        'When another threshold was first applied; earlier results stay as they were judged',
      ),
    latest: checkResultSchema,
  })
  .meta({ id: 'Check' });

/**
 * What {@link checkSchema} reads.
 *
 * @public
 */
export type Check = z.output<typeof checkSchema>;

/**
 * The monitoring status of a model with the checks that it follows from.
 *
 * @public
 */
export const monitoringStateSchema = z
  .object({
    status: monitoringStatusSchema,
    reason: z.string().describe('Why, in words'),
    checks: z
      .array(checkSchema)
      .describe('Those that are run, the worst first'),
    retiredChecks: z
      .number()
      .int()
      .optional()
      .describe('How many checks are no longer run; none when left out'),
  })
  .meta({ id: 'MonitoringState' });

/**
 * What {@link monitoringStateSchema} reads.
 *
 * @public
 */
export type MonitoringState = z.output<typeof monitoringStateSchema>;

/**
 * What became of reported observations.
 *
 * @public
 */
export const checkReportReceiptSchema = z
  .object({
    format: z.string().describe('How the document was read'),
    accepted: z.number().int(),
    alreadyKnown: z.number().int(),
    tooOld: z
      .number()
      .int()
      .optional()
      .describe('Observed before the time that results are kept for; not kept'),
    status: monitoringStatusSchema.describe('Of the model, afterwards'),
  })
  .meta({ id: 'CheckReportReceipt' });

/**
 * What {@link checkReportReceiptSchema} reads.
 *
 * @public
 */
export type CheckReportReceipt = z.output<typeof checkReportReceiptSchema>;
