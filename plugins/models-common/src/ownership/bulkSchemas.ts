import { z } from 'zod';
import { modelRefSchema } from '../kind/modelRef';
import { ownerRefSchema, ownershipReasonSchema } from './schemas';

/**
 * How many models one request can give an owner to.
 *
 * @public
 */
export const MAX_OWNER_ASSIGNMENTS = 200;

/**
 * What a person sends to change the owner of many models at once.
 *
 * @public
 */
export const ownerAssignmentsRequestSchema = z
  .strictObject({
    modelRefs: z
      .array(modelRefSchema)
      .min(1, 'name at least one model')
      .max(
        MAX_OWNER_ASSIGNMENTS,
        `name at most ${MAX_OWNER_ASSIGNMENTS} models at once`,
      ),
    owner: ownerRefSchema.optional().describe('Who is to own them'),
    revert: z
      .literal(true)
      .optional()
      .describe('Go back to the declared owner of each instead'),
    reason: ownershipReasonSchema.optional(),
    expectedOwners: z
      .record(modelRefSchema, ownerRefSchema.nullable())
      .optional()
      .describe(
        'Who owns each model as far as the caller knows; a model that somebody else owns is left as it is',
      ),
    dryRun: z
      .boolean()
      .default(false)
      .describe('Only answer what would happen'),
  })
  .refine(
    ({ owner, revert }) => (owner === undefined) !== (revert === undefined),
    {
      message: 'send either owner or revert',
      path: ['owner'],
    },
  )
  .meta({ id: 'OwnerAssignmentsRequest' });

/**
 * What {@link ownerAssignmentsRequestSchema} reads.
 *
 * @public
 */
export type OwnerAssignmentsRequest = z.output<
  typeof ownerAssignmentsRequestSchema
>;

/**
 * What happened to one of many models, or would happen.
 *
 * @public
 */
export const ownerAssignmentOutcomeSchema = z
  .object({
    modelRef: z.string(),
    title: z.string().optional(),
    outcome: z.enum(['changed', 'unchanged', 'refused']),
    before: z.string().optional().describe('Who owned it; nobody if left out'),
    after: z.string().optional().describe('Who owns it then'),
    problem: z
      .object({
        code: z.enum(['not-found', 'not-allowed', 'conflict', 'failed']),
        message: z.string(),
      })
      .optional()
      .describe('Why it was refused'),
  })
  .meta({ id: 'OwnerAssignmentOutcome' });

/**
 * What {@link ownerAssignmentOutcomeSchema} reads.
 *
 * @public
 */
export type OwnerAssignmentOutcome = z.output<
  typeof ownerAssignmentOutcomeSchema
>;
