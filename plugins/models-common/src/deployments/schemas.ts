import { z } from 'zod';
import {
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
    status: deploymentStatusSchema.default('running'),
    role: deploymentRoleSchema.default('primary'),
    trafficPercent: z.number().min(0).max(100).optional(),
    platform: nameSchema.optional().describe('Where it runs, e.g. kserve'),
    endpoint: linkSchema.optional(),
    since: timestampSchema
      .optional()
      .describe(
        'Since when this version runs there; the time of the first report when left out',
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
  return deployment.status !== 'stopped' && deployment.status !== 'failed';
}
