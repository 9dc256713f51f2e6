import { z } from 'zod';

/**
 * The facts of a model that a sign-off relies on: when one of them changes, what was
 * signed off is another thing.
 *
 * @public
 */
export const modelFactsSchema = z
  .object({
    riskTier: z.string().optional(),
    intendedUse: z.string().optional(),
    trainedOn: z.array(z.string()).describe('Entity refs, sorted'),
    baseModel: z.string().optional().describe('Entity ref'),
  })
  .meta({ id: 'ModelFacts' });

/**
 * What {@link modelFactsSchema} reads.
 *
 * @public
 */
export type ModelFacts = z.output<typeof modelFactsSchema>;
