import { z } from 'zod';
import { textSchema, timestampSchema, versionNameSchema } from '../api/fields';
import { lifecycleStageSchema } from '../lifecycle/stages';
import { actSchema } from './actSchema';

/**
 * Where a review can stand: `open` until somebody closes it or the version enters the
 * stage, which makes it `completed`.
 *
 * @public
 */
export const REVIEW_STATUSES = ['open', 'completed', 'closed'] as const;

/**
 * Schema of {@link ReviewStatus}.
 *
 * @public
 */
export const reviewStatusSchema = z.enum(REVIEW_STATUSES);

/**
 * What {@link reviewStatusSchema} reads.
 *
 * @public
 */
export type ReviewStatus = z.output<typeof reviewStatusSchema>;

const targetStageSchema = lifecycleStageSchema.describe(
  'The stage that the version is to enter; a configured one, and not the one in which versions begin',
);

/**
 * What somebody sends to open a review.
 *
 * @public
 */
export const reviewRequestSchema = z
  .strictObject({
    version: versionNameSchema,
    stage: targetStageSchema,
    note: textSchema.optional().describe('What reviewers should know'),
  })
  .meta({ id: 'ReviewRequest' });

/**
 * What {@link reviewRequestSchema} reads.
 *
 * @public
 */
export type ReviewRequest = z.output<typeof reviewRequestSchema>;

/**
 * What comes with an act that must be explained.
 *
 * @public
 */
export const reasonRequestSchema = z
  .strictObject({ reason: textSchema.describe('Why, for whoever asks later') })
  .meta({ id: 'ReasonRequest' });

/**
 * What {@link reasonRequestSchema} reads.
 *
 * @public
 */
export type ReasonRequest = z.output<typeof reasonRequestSchema>;

/**
 * One request to move a version to a stage.
 *
 * @public
 */
export const reviewSchema = z
  .object({
    id: z.string(),
    version: z.string(),
    stage: lifecycleStageSchema,
    status: reviewStatusSchema,
    note: z.string().optional(),
    openedBy: z
      .string()
      .describe('Entity ref of the user or name of the machine'),
    openedAt: timestampSchema,
    sequence: z
      .number()
      .int()
      .describe("Position of its entry in the model's ledger"),
    closed: actSchema
      .optional()
      .describe('Who closed it, when and why; nothing while it is open'),
  })
  .meta({ id: 'Review' });

/**
 * What {@link reviewSchema} reads.
 *
 * @public
 */
export type Review = z.output<typeof reviewSchema>;
