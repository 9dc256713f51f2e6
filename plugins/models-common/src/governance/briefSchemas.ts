import { z } from 'zod';
import { timestampSchema } from '../api/fields';
import { checkSchema } from '../monitoring/schemas';
import { decisionSchema } from './schemas';
import { reviewSchema } from './reviewSchemas';

/**
 * What a reviewer should know: what changed since the version that was approved last.
 *
 * @public
 */
export const reviewBriefSchema = z
  .object({
    review: reviewSchema,
    baseline: z
      .object({
        version: z.string(),
        approvedAt: timestampSchema,
      })
      .optional()
      .describe(
        'The last other version with an approval for this stage; nothing when there is none',
      ),
    facts: z
      .array(
        z.object({
          field: z.string().describe('Path in the entity, e.g. spec.riskTier'),
          before: z.string().optional(),
          after: z.string().optional(),
        }),
      )
      .describe('Facts of the model that changed since the baseline'),
    metrics: z
      .array(
        z.object({
          name: z.string(),
          before: z.number().optional(),
          after: z.number().optional(),
        }),
      )
      .describe('All metrics of the two versions'),
    checks: z
      .array(checkSchema)
      .describe('Where the checks of the model stand now'),
    decisions: z
      .array(decisionSchema)
      .describe('What was decided about the baseline, the newest first'),
  })
  .meta({ id: 'ReviewBrief' });

/**
 * What {@link reviewBriefSchema} reads.
 *
 * @public
 */
export type ReviewBrief = z.output<typeof reviewBriefSchema>;
