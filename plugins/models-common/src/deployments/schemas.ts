import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import {
  durationSchema,
  environmentNameSchema,
  linkSchema,
  nameSchema,
  timestampSchema,
  versionNameSchema,
} from '../api/fields';

/**
 * What a deployment can be doing.
 *
 * @public
 */
export const DEPLOYMENT_STATUSES = [
  'running',
  'progressing',
  'degraded',
  'failed',
  'stopped',
  'unknown',
  'gone',
] as const;

/**
 * Schema of {@link DeploymentStatus}.
 *
 * @public
 */
export const deploymentStatusSchema = z.enum(DEPLOYMENT_STATUSES);

/**
 * What {@link deploymentStatusSchema} reads.
 *
 * @public
 */
export type DeploymentStatus = z.output<typeof deploymentStatusSchema>;

/**
 * What a deployment is for beside others in the same environment.
 *
 * @public
 */
export const DEPLOYMENT_ROLES = [
  'primary',
  'canary',
  'shadow',
  'challenger',
] as const;

/**
 * Schema of {@link DeploymentRole}.
 *
 * @public
 */
export const deploymentRoleSchema = z.enum(DEPLOYMENT_ROLES);

/**
 * What {@link deploymentRoleSchema} reads.
 *
 * @public
 */
export type DeploymentRole = z.output<typeof deploymentRoleSchema>;

// A service is a component or an API; written in short, it is a component.
const componentRefSchema = z.string().transform((ref, context) => {
  try {
    const parsed = parseEntityRef(ref, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
    const isService = /^(component|api)$/i.test(parsed.kind);
    if (isService && ref.length <= 255) {
      return stringifyEntityRef(parsed);
    }
  } catch {
    // answered below, together with refs of other kinds
  }
  context.addIssue({
    code: 'custom',
    message: `'${ref.slice(
      0,
      100,
    )}' names no component or API; write e.g. component:default/scoring-service`,
  });
  return z.NEVER;
});

/**
 * What a machine or a person reports about one deployment.
 *
 * @remarks
 *
 * A deployment is known by its environment and its name. Reporting it again
 * updates it; reporting the same again changes nothing but when it was last seen.
 *
 * @public
 */
export const deploymentReportSchema = z
  .strictObject({
    environment: environmentNameSchema,
    name: nameSchema
      .optional()
      .describe(
        'Tells deployments of one environment apart; the role when left out',
      ),
    version: versionNameSchema,
    status: deploymentStatusSchema.exclude(['gone']).default('running'),
    role: deploymentRoleSchema.default('primary'),
    trafficPercent: z.number().min(0).max(100).optional(),
    platform: nameSchema.optional().describe('Where it runs, e.g. kserve'),
    endpoint: linkSchema.optional(),
    servedBy: componentRefSchema
      .optional()
      .describe('Entity ref of the component or API that serves it'),
    allowedSilence: durationSchema
      .optional()
      .describe(
        'After how long without a report it counts as unknown; never when left out',
      ),
    goneAfter: durationSchema
      .optional()
      .describe(
        'After how long without a report it counts as gone; never when left out. Of what a source lists, this is how long the source answers without it',
      ),
    since: timestampSchema
      .optional()
      .describe(
        'Since when this version runs there; when left out the time of the first report, and of the first one after it was stopped or gone',
      ),
    observedAt: timestampSchema
      .optional()
      .describe(
        'When this was seen; now when left out. Older than what is known changes nothing',
      ),
  })
  .meta({ id: 'DeploymentReport' });

/**
 * What {@link deploymentReportSchema} reads.
 *
 * @public
 */
export type DeploymentReport = z.output<typeof deploymentReportSchema>;

/**
 * One deployment in the record.
 *
 * @public
 */
export const deploymentSchema = z
  .object({
    environment: z.string(),
    name: z.string(),
    version: z.string(),
    status: deploymentStatusSchema,
    role: deploymentRoleSchema,
    trafficPercent: z.number().optional(),
    platform: z.string().optional(),
    endpoint: z.string().optional(),
    servedBy: z.string().optional().describe('Entity ref'),
    source: z
      .string()
      .optional()
      .describe('The source that lists it; left out when it is reported'),
    since: timestampSchema,
    lastSeen: timestampSchema,
    reportedBy: z.string(),
  })
  .meta({ id: 'Deployment' });

/**
 * What {@link deploymentSchema} reads.
 *
 * @public
 */
export type Deployment = z.output<typeof deploymentSchema>;

/**
 * One moment at which a deployment changed.
 *
 * @public
 */
export const deploymentChangeSchema = z
  .object({
    environment: z.string(),
    name: z.string(),
    version: z.string(),
    status: deploymentStatusSchema,
    role: deploymentRoleSchema,
    trafficPercent: z.number().optional(),
    at: timestampSchema,
    reportedBy: z.string(),
  })
  .meta({ id: 'DeploymentChange' });

/**
 * What {@link deploymentChangeSchema} reads.
 *
 * @public
 */
export type DeploymentChange = z.output<typeof deploymentChangeSchema>;

/**
 * Tells whether a deployment takes requests, as far as anybody knows.
 *
 * @remarks
 *
 * What is `unknown` counts as active: governance must not look away from a
 * deployment because its source fell silent.
 *
 * @public
 */
export function isActiveDeployment(deployment: {
  status: DeploymentStatus;
}): boolean {
  return !['stopped', 'failed', 'gone'].includes(deployment.status);
}
