import { z } from 'zod';
import {
  environmentNameSchema,
  nameSchema,
  textSchema,
  timestampSchema,
} from '../api/fields';
import { checkSchema } from './schemas';

/**
 * Which check is no longer run, and why.
 *
 * @public
 */
export const checkRetirementRequestSchema = z
  .strictObject({
    check: nameSchema.describe('Name of the check'),
    environment: environmentNameSchema
      .optional()
      .describe(
        'Environment of the check; left out for a check of the model as such',
      ),
    reason: textSchema.describe('Why it is no longer run'),
  })
  .meta({ id: 'CheckRetirementRequest' });

/**
 * What {@link checkRetirementRequestSchema} reads.
 *
 * @public
 */
export type CheckRetirementRequest = z.output<
  typeof checkRetirementRequestSchema
>;

/**
 * Who said that a check is no longer run, when and why.
 *
 * @public
 */
export const checkRetirementSchema = z
  .object({
    by: z
      .string()
      .describe('Entity ref of the user or name of the machine that said so'),
    at: timestampSchema,
    reason: z.string(),
  })
  .meta({ id: 'CheckRetirement' });

/**
 * What {@link checkRetirementSchema} reads.
 *
 * @public
 */
export type CheckRetirement = z.output<typeof checkRetirementSchema>;

/**
 * A check that is no longer run, with its last observation.
 *
 * @public
 */
export const retiredCheckSchema = checkSchema
  .extend({ retired: checkRetirementSchema })
  .meta({ id: 'RetiredCheck' });

/**
 * What {@link retiredCheckSchema} reads.
 *
 * @public
 */
export type RetiredCheck = z.output<typeof retiredCheckSchema>;
