import { z } from 'zod';
import {
  cursorSchema,
  environmentNameSchema,
  limitSchema,
  timestampSchema,
} from '../api/fields';
import { riskTierSchema } from '../kind/riskTier';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { enforcementSchema } from './policySchemas';
import { reviewSchema } from './reviewSchemas';
import { modelSignOffStatusSchema, signOffStatusSchema } from './schemas';
import { waiverSchema } from './waiverSchemas';

/** What every row of the board says of its model. */
const boardModel = {
  modelRef: z.string(),
  title: z.string().describe('Title, or the name when there is none'),
  owner: z.string().optional().describe('Entity ref'),
  system: z.string().optional().describe('Entity ref'),
  riskTier: riskTierSchema.optional(),
};

/**
 * Which rows of the board are asked for; filters add up.
 *
 * @public
 */
export const boardQuerySchema = z.strictObject({
  owner: z.string().max(255).optional().describe('Entity ref'),
  system: z.string().max(255).optional().describe('Entity ref'),
  riskTier: riskTierSchema.optional(),
  requirement: z
    .string()
    .max(63)
    .optional()
    .describe('Id of a requirement that the model has'),
  status: signOffStatusSchema
    .optional()
    .describe('Status of the named requirement, or of any when none is named'),
  limit: limitSchema,
  cursor: cursorSchema.optional(),
});

/**
 * What {@link boardQuerySchema} reads.
 *
 * @public
 */
export type BoardQuery = z.output<typeof boardQuerySchema>;

/**
 * A version that runs in a governed environment, as a row of the matrix says it.
 *
 * @public
 */
export const runningVersionSchema = z.object({
  version: z.string(),
  environment: environmentNameSchema,
  sanctioned: z
    .boolean()
    .describe('Whether it has all of its sign-offs, or waivers of them'),
  waived: z
    .literal(true)
    .optional()
    .describe('Set when a sign-off that it needs is waived and not given'),
});

/**
 * One row of the matrix of models and requirements.
 *
 * @public
 */
export const boardRowSchema = z
  .object({
    ...boardModel,
    stage: lifecycleStageSchema,
    version: z.string().optional().describe('The version in question'),
    signOff: modelSignOffStatusSchema,
    unsanctioned: z.number().int(),
    running: z
      .array(runningVersionSchema)
      .optional()
      .describe(
        'What runs in governed environments; left out when nothing does',
      ),
    requirements: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        stage: lifecycleStageSchema,
        status: signOffStatusSchema,
        reason: z.string(),
        expiresAt: timestampSchema.optional(),
      }),
    ),
  })
  .meta({ id: 'BoardRow' });

/**
 * What {@link boardRowSchema} reads.
 *
 * @public
 */
export type BoardRow = z.output<typeof boardRowSchema>;

/**
 * The values that the board's filters can take, of the models that the caller may see,
 * and how many models there are of each.
 *
 * @remarks
 *
 * `totalModels` and `statuses` count all models; the other filters only those that need
 * a sign-off, as the matrix shows them.
 *
 * @public
 */
export const boardFacetsSchema = z
  .object({
    totalModels: z.number().int(),
    owners: z.array(z.object({ value: z.string(), count: z.number().int() })),
    systems: z.array(z.object({ value: z.string(), count: z.number().int() })),
    riskTiers: z.array(
      z.object({ value: riskTierSchema, count: z.number().int() }),
    ),
    requirements: z.array(
      z.object({
        value: z.string(),
        title: z.string(),
        count: z.number().int(),
      }),
    ),
    statuses: z.array(
      z.object({ value: modelSignOffStatusSchema, count: z.number().int() }),
    ),
    waiting: z.number().int().describe('Sign-offs that wait for the caller'),
    expiring: z
      .number()
      .int()
      .describe('Sign-offs that expire within 90 days, or have expired'),
    waivers: z
      .number()
      .int()
      .describe('Waivers that were not revoked and have not ended'),
    unsanctioned: z.number().int().describe('Unsanctioned deployments'),
  })
  .meta({ id: 'BoardFacets' });

/**
 * What {@link boardFacetsSchema} reads.
 *
 * @public
 */
export type BoardFacets = z.output<typeof boardFacetsSchema>;

/**
 * A sign-off that waits for the caller.
 *
 * @public
 */
export const waitingSignOffSchema = z
  .object({
    ...boardModel,
    review: reviewSchema,
    requirement: z.object({
      id: z.string(),
      title: z.string(),
      stage: lifecycleStageSchema,
      status: signOffStatusSchema,
      reason: z.string(),
    }),
  })
  .meta({ id: 'WaitingSignOff' });

/**
 * What {@link waitingSignOffSchema} reads.
 *
 * @public
 */
export type WaitingSignOff = z.output<typeof waitingSignOffSchema>;

/**
 * A sign-off that expires.
 *
 * @public
 */
export const expiringSignOffSchema = z
  .object({
    ...boardModel,
    version: z
      .string()
      .optional()
      .describe(
        'The version in question or one that runs; left out when it is good for all',
      ),
    requirement: z.object({
      id: z.string(),
      title: z.string(),
      stage: lifecycleStageSchema,
    }),
    expiresAt: timestampSchema,
  })
  .meta({ id: 'ExpiringSignOff' });

/**
 * What {@link expiringSignOffSchema} reads.
 *
 * @public
 */
export type ExpiringSignOff = z.output<typeof expiringSignOffSchema>;

/**
 * A waiver, and the model it is for.
 *
 * @public
 */
export const boardWaiverSchema = z
  .object({
    ...boardModel,
    requirementTitle: z.string(),
    waiver: waiverSchema,
    voidBecause: z
      .string()
      .optional()
      .describe(
        'Why it does not count any more, e.g. because a fact of the model changed',
      ),
  })
  .meta({ id: 'BoardWaiver' });

/**
 * What {@link boardWaiverSchema} reads.
 *
 * @public
 */
export type BoardWaiver = z.output<typeof boardWaiverSchema>;

/**
 * An unsanctioned deployment, and the model it is of.
 *
 * @public
 */
export const boardDeploymentSchema = z
  .object({
    ...boardModel,
    environment: environmentNameSchema,
    name: z.string(),
    version: z.string(),
    missing: z.array(z.string()),
    enforcement: enforcementSchema,
    foundAt: timestampSchema,
  })
  .meta({ id: 'BoardDeployment' });

/**
 * What {@link boardDeploymentSchema} reads.
 *
 * @public
 */
export type BoardDeployment = z.output<typeof boardDeploymentSchema>;
