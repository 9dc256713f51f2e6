import { z } from 'zod';
import { environmentNameSchema, versionNameSchema } from '../api/fields';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { enforcementSchema } from './policySchemas';
import { signOffStatusSchema } from './schemas';

/**
 * What the gate is asked: whether a version may enter a stage, or run in an environment.
 *
 * @public
 */
export const gateQuerySchema = z
  .strictObject({
    version: versionNameSchema,
    stage: lifecycleStageSchema.optional(),
    environment: environmentNameSchema.optional(),
  })
  .refine(({ stage, environment }) => Boolean(stage) !== Boolean(environment), {
    message: 'name either a stage or an environment',
    path: ['stage'],
  });

/**
 * What {@link gateQuerySchema} reads.
 *
 * @public
 */
export type GateQuery = z.output<typeof gateQuerySchema>;

/**
 * The answer of the gate.
 *
 * @public
 */
export const gateAnswerSchema = z
  .object({
    decision: z.enum(['allow', 'deny']),
    compliant: z
      .boolean()
      .describe(
        'Whether nothing speaks against it; when false, `allow` is only said because the environment does not prevent',
      ),
    enforcement: enforcementSchema,
    version: z.string(),
    stage: lifecycleStageSchema
      .optional()
      .describe('Whose sign-offs are asked for; nothing when none are'),
    environment: z.string().optional(),
    reasons: z
      .array(z.string())
      .describe('Everything that speaks against it, or why it is allowed'),
    requirements: z
      .array(
        z.object({
          id: z.string(),
          title: z.string(),
          stage: lifecycleStageSchema,
          status: signOffStatusSchema,
          reason: z.string(),
        }),
      )
      .describe('All requirements that were asked about'),
    judgedAt: z.string().describe('ISO 8601 in UTC'),
  })
  .meta({ id: 'GateAnswer' });

/**
 * What {@link gateAnswerSchema} reads.
 *
 * @public
 */
export type GateAnswer = z.output<typeof gateAnswerSchema>;
