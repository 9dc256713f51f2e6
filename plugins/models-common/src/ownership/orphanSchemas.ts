import { z } from 'zod';

/**
 * Why nobody answers for a model.
 *
 * @public
 */
export const ORPHAN_PROBLEMS = [
  'no-owner',
  'owner-unknown',
  'owner-without-people',
] as const;

/**
 * Schema of {@link OrphanProblem}.
 *
 * @public
 */
export const orphanProblemSchema = z.enum(ORPHAN_PROBLEMS);

/**
 * One of {@link ORPHAN_PROBLEMS}.
 *
 * @public
 */
export type OrphanProblem = z.output<typeof orphanProblemSchema>;

/**
 * Somebody who could own a model, and why.
 *
 * @public
 */
export const ownerSuggestionSchema = z
  .object({
    owner: z.string().describe('Entity ref of a group or user'),
    because: z.array(z.string()).describe('Why, in words'),
  })
  .meta({ id: 'OwnerSuggestion' });

/**
 * What {@link ownerSuggestionSchema} reads.
 *
 * @public
 */
export type OwnerSuggestion = z.output<typeof ownerSuggestionSchema>;

/**
 * A model that nobody answers for.
 *
 * @public
 */
export const orphanSchema = z
  .object({
    modelRef: z.string(),
    title: z.string().optional(),
    problem: orphanProblemSchema,
    owner: z
      .string()
      .optional()
      .describe('The owner that cannot answer for it, if one is named'),
    suggestions: z
      .array(ownerSuggestionSchema)
      .describe('The most likely first'),
  })
  .meta({ id: 'Orphan' });

/**
 * What {@link orphanSchema} reads.
 *
 * @public
 */
export type Orphan = z.output<typeof orphanSchema>;

/**
 * How many models nobody answers for, of those that the caller may see.
 *
 * @public
 */
export const orphanCountsSchema = z
  .object({
    total: z.number().int(),
    problems: z.object({
      'no-owner': z.number().int(),
      'owner-unknown': z.number().int(),
      'owner-without-people': z.number().int(),
    }),
  })
  .meta({ id: 'OrphanCounts' });

/**
 * What {@link orphanCountsSchema} reads.
 *
 * @public
 */
export type OrphanCounts = z.output<typeof orphanCountsSchema>;
