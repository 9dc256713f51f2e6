import { z } from 'zod';
import {
  durationSchema,
  environmentNameSchema,
  nameSchema,
} from '../api/fields';
import { ModelEntity } from '../kind/ModelEntity';
import { THRESHOLD_DIRECTIONS } from './directions';
import { CheckKind, checkKindSchema } from './schemas';

const limits = {
  direction: z.enum(THRESHOLD_DIRECTIONS).default('higher-is-worse'),
  /** From this value on a result is a warning. */
  warning: z.number().optional(),
  /** From this value on a result is critical. */
  critical: z.number().optional(),
  /** By how much a value must be better than a limit before the limit counts as left. */
  hysteresis: z.number().min(0).default(0),
};

const about = {
  check: nameSchema.optional(),
  environment: environmentNameSchema.optional(),
};

function limitsInOrder(
  threshold: { direction: string; warning?: number; critical?: number },
  context: z.RefinementCtx,
): void {
  const { direction, warning, critical } = threshold;
  if (warning === undefined && critical === undefined) {
    context.addIssue({
      code: 'custom',
      message: 'name at least one limit: warning or critical',
    });
  }
  if (warning !== undefined && critical !== undefined) {
    const inOrder =
      direction === 'higher-is-worse'
        ? warning <= critical
        : warning >= critical;
    if (!inOrder) {
      context.addIssue({
        code: 'custom',
        path: ['warning'],
        message: `with ${direction} a value passes the limit of a warning before the critical one: exchange the two, or the direction`,
      });
    }
  }
}

/**
 * Schema of {@link ConfiguredThreshold}.
 *
 * @public
 */
export const configuredThresholdSchema = z
  .strictObject({ kind: checkKindSchema, ...about, ...limits })
  .superRefine(limitsInOrder);

/**
 * A threshold of the configuration, for a kind of checks or for those of one name.
 *
 * @public
 */
export type ConfiguredThreshold = z.output<typeof configuredThresholdSchema>;

/**
 * Schema of {@link DeclaredThreshold}.
 *
 * @public
 */
export const declaredThresholdSchema = z
  .strictObject({ ...about, check: nameSchema, ...limits })
  .superRefine(limitsInOrder);

/**
 * A threshold that the entity of a model declares for one of its checks.
 *
 * @public
 */
export type DeclaredThreshold = z.output<typeof declaredThresholdSchema>;

/**
 * The limits that values are held against.
 *
 * @public
 */
export type Threshold = Pick<
  ConfiguredThreshold,
  'direction' | 'warning' | 'critical' | 'hysteresis'
>;

/**
 * A threshold that applies to a check.
 *
 * @public
 */
export interface ApplicableThreshold extends Threshold {
  /** Whether it also judges results that were sent with a status. */
  overrules: boolean;
}

/**
 * Schema of what the configuration says about monitoring.
 *
 * @public
 */
export const monitoringConfigSchema = z
  .strictObject({
    thresholds: z.array(configuredThresholdSchema).max(1_000).default([]),
    retention: z
      .strictObject({
        /** How long every single result is kept. */
        results: durationSchema.default('P1Y'),
        /** How long the hourly summaries of older results are kept. */
        summaries: durationSchema.default('P5Y'),
      })
      .prefault({}),
    retraining: z
      .strictObject({
        /** Where a retraining is started; placeholders such as `{name}` are filled in. */
        link: z
          .string()
          .max(2_000)
          .regex(/^(https?:\/)?\//, 'must begin with https://, http:// or /')
          .optional(),
      })
      .prefault({}),
  })
  .prefault({});

/**
 * What {@link monitoringConfigSchema} reads.
 *
 * @public
 */
export type MonitoringConfig = z.output<typeof monitoringConfigSchema>;

/**
 * The thresholds that a model's entity declares in `spec.monitoring.thresholds`.
 *
 * @remarks
 *
 * The catalog has checked their form; one that contradicts itself is left out.
 *
 * @public
 */
export function declaredThresholds(entity: ModelEntity): DeclaredThreshold[] {
  return (entity.spec.monitoring?.thresholds ?? []).flatMap(threshold => {
    const parsed = declaredThresholdSchema.safeParse(threshold);
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * Finds the threshold that results of a check are held against.
 *
 * @remarks
 *
 * What the entity declares goes before the configuration, and what names more goes
 * before what names less. A threshold for a whole kind judges only results that were
 * sent without a status: a kind mixes measures, and a p-value is no share.
 *
 * @public
 */
export function findThreshold(options: {
  check: { check: string; kind: CheckKind; environment?: string };
  declared: readonly DeclaredThreshold[];
  configured: readonly ConfiguredThreshold[];
}): ApplicableThreshold | undefined {
  const { check, declared, configured } = options;
  const found =
    mostSpecific(declared, check) ??
    mostSpecific(
      configured.filter(({ kind }) => kind === check.kind),
      check,
    );
  if (!found) {
    return undefined;
  }
  const { direction, warning, critical, hysteresis } = found;
  return {
    direction,
    ...(warning !== undefined && { warning }),
    ...(critical !== undefined && { critical }),
    hysteresis,
    overrules: found.check !== undefined,
  };
}

function mostSpecific<T extends { check?: string; environment?: string }>(
  thresholds: readonly T[],
  check: { check: string; environment?: string },
): T | undefined {
  const weight = (threshold: T) =>
    (threshold.check ? 2 : 0) + (threshold.environment ? 1 : 0);
  return thresholds
    .filter(
      ({ check: name = check.check, environment = check.environment }) =>
        name === check.check && environment === check.environment,
    )
    .reduce<T | undefined>(
      (best, next) => (best && weight(best) >= weight(next) ? best : next),
      undefined,
    );
}
