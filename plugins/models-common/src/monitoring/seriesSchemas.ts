import { z } from 'zod';
import {
  environmentNameSchema,
  nameSchema,
  timestampSchema,
  versionNameSchema,
} from '../api/fields';
import { resultStatusSchema } from './schemas';

/**
 * Which part of the history of a check is asked for, and how fine.
 *
 * @public
 */
export const checkSeriesQuerySchema = z.strictObject({
  check: nameSchema,
  environment: environmentNameSchema.optional(),
  version: versionNameSchema
    .optional()
    .describe('Only results of this version'),
  from: timestampSchema,
  to: timestampSchema,
  points: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_000)
    .default(300)
    .describe('How many points there may be at most'),
});

/**
 * What {@link checkSeriesQuerySchema} reads.
 *
 * @public
 */
export type CheckSeriesQuery = z.output<typeof checkSeriesQuerySchema>;

/**
 * All results of one stretch of time.
 *
 * @public
 */
export const seriesPointSchema = z
  .object({
    from: timestampSchema,
    to: timestampSchema,
    count: z.number().int(),
    status: resultStatusSchema.describe('The worst'),
    min: z.number().optional(),
    max: z.number().optional(),
    average: z.number().optional(),
    threshold: z.number().optional(),
  })
  .meta({ id: 'SeriesPoint' });

/**
 * What {@link seriesPointSchema} reads.
 *
 * @public
 */
export type SeriesPoint = z.output<typeof seriesPointSchema>;

/**
 * The history of a check, as coarse as it was asked for.
 *
 * @public
 */
export const checkSeriesSchema = z
  .object({
    from: timestampSchema,
    to: timestampSchema,
    unit: z.string().optional(),
    points: z.array(seriesPointSchema).describe('The oldest first'),
    versions: z
      .array(z.string())
      .describe(
        'The last 20 versions that results of this time speak of, in the order in which they were last seen',
      ),
  })
  .meta({ id: 'CheckSeries' });

/**
 * What {@link checkSeriesSchema} reads.
 *
 * @public
 */
export type CheckSeries = z.output<typeof checkSeriesSchema>;
