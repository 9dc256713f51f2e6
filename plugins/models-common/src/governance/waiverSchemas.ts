import { z } from 'zod';
import { textSchema, timestampSchema, versionNameSchema } from '../api/fields';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { actSchema } from './actSchema';
import { modelFactsSchema } from './factsSchemas';

/**
 * What a person sends to set a requirement aside for a while.
 *
 * @public
 */
export const waiverRequestSchema = z
  .strictObject({
    requirement: z.string().min(1).max(63).describe('Id of the requirement'),
    stage: lifecycleStageSchema.describe('The stage that the sign-off is for'),
    version: versionNameSchema
      .optional()
      .describe('The one version that it is for; all versions when left out'),
    reason: textSchema.describe('Why, for whoever asks later'),
    until: timestampSchema.describe(
      'When it ends: in the future, and at most a year from now',
    ),
    requirementDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe(
        'Digest of the requirement that the person saw; when it has changed since, the waiver is refused',
      ),
    factsDigest: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional()
      .describe(
        'Digest of the facts of the model that the person saw; when they have changed since, the waiver is refused',
      ),
  })
  .meta({ id: 'WaiverRequest' });

/**
 * What {@link waiverRequestSchema} reads.
 *
 * @public
 */
export type WaiverRequest = z.output<typeof waiverRequestSchema>;

/**
 * A requirement set aside for a while.
 *
 * @public
 */
export const waiverSchema = z
  .object({
    id: z.string(),
    requirement: z.string(),
    requirementDigest: z.string(),
    stage: lifecycleStageSchema,
    version: z.string().optional(),
    facts: modelFactsSchema.describe('What the person knew of the model'),
    reason: z.string(),
    until: timestampSchema,
    grantedBy: z.string().describe('Entity ref of the person'),
    grantedAt: timestampSchema,
    sequence: z
      .number()
      .int()
      .describe("Position of its entry in the model's ledger"),
    revoked: actSchema.optional().describe('Who ended it early, when and why'),
  })
  .meta({ id: 'Waiver' });

/**
 * What {@link waiverSchema} reads.
 *
 * @public
 */
export type Waiver = z.output<typeof waiverSchema>;
