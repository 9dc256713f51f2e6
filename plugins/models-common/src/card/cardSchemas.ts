import { z } from 'zod';
import { timestampSchema } from '../api/fields';

/**
 * One result of an evaluation that a card states.
 *
 * @public
 */
export const cardEvaluationSchema = z
  .object({
    metric: z.string().describe('What was measured'),
    value: z
      .string()
      .describe('As the card writes it: a number, mostly, but not always'),
    task: z.string().optional(),
    dataset: z.string().optional().describe('What it was measured on'),
    slice: z
      .string()
      .optional()
      .describe('Part of the data, e.g. a split or a group of people'),
    interval: z
      .string()
      .optional()
      .describe('Confidence interval as the card writes it'),
    verified: z
      .boolean()
      .describe('Whether the card says that its host verified it'),
    source: z.string().optional().describe('http or https link to its origin'),
  })
  .meta({ id: 'CardEvaluation' });

/**
 * One result of an evaluation that a card states.
 *
 * @public
 */
export type CardEvaluation = z.output<typeof cardEvaluationSchema>;

/**
 * A section that a card should have, and whether it has it.
 *
 * @public
 */
export const cardSectionSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    asks: z.string().describe('What a reader looks for there'),
    present: z
      .boolean()
      .describe('Whether it is there and says more than the template'),
  })
  .meta({ id: 'CardSection' });

/**
 * A section that a card should have, and whether it has it.
 *
 * @public
 */
export type CardSection = z.output<typeof cardSectionSchema>;

/**
 * A model card, of whatever format, as the portal understands it.
 *
 * @public
 */
export const modelCardSchema = z
  .object({
    format: z.enum(['hugging-face', 'google-model-card']),
    title: z.string().optional(),
    licenses: z.array(
      z.object({ name: z.string(), link: z.string().optional() }),
    ),
    languages: z.array(z.string()),
    tags: z.array(z.string()),
    datasets: z.array(z.string()),
    baseModels: z.array(z.string()),
    task: z.string().optional(),
    library: z.string().optional(),
    evaluations: z.array(cardEvaluationSchema),
    sections: z.array(cardSectionSchema),
    markdown: z.string().describe('The text, to be sanitised when it is shown'),
    problems: z
      .array(z.string())
      .describe('What of the card could not be read, and how to mend it'),
  })
  .meta({ id: 'ModelCard' });

/**
 * A model card, of whatever format, as the portal understands it.
 *
 * @public
 */
export type ModelCard = z.output<typeof modelCardSchema>;

/**
 * What is known of the card of a model.
 *
 * @public
 */
export const cardAnswerSchema = z
  .object({
    declared: z
      .boolean()
      .describe(
        'Whether the version has a card of its own, or the entity names one',
      ),
    version: z
      .string()
      .optional()
      .describe('The version in question; nothing when the model has none'),
    reported: z
      .object({
        at: timestampSchema,
        by: z
          .string()
          .describe('Entity ref of the user or name of the machine'),
      })
      .optional()
      .describe(
        'Set when it is a card of this version alone: when and by whom it was reported',
      ),
    location: z
      .string()
      .optional()
      .describe('Where it is: a URL, or the path that the entity names'),
    readAt: z.string().optional().describe('When it was last read; ISO 8601'),
    card: modelCardSchema.optional(),
    problem: z
      .string()
      .optional()
      .describe('Why there is no card, or only an old one, and what to do'),
    known: z
      .array(
        z.object({
          name: z.string().describe('As the card writes it'),
          entityRef: z.string(),
        }),
      )
      .describe(
        'Base models and datasets of the card that the caller sees in the catalog',
      ),
  })
  .meta({ id: 'CardAnswer' });

/**
 * What is known of the card of a model.
 *
 * @public
 */
export type CardAnswer = z.output<typeof cardAnswerSchema>;
