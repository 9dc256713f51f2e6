import { z } from 'zod';
import { timestampSchema } from '../api/fields';

/**
 * An act of a person or machine on something that is recorded already.
 *
 * @public
 */
export const actSchema = z
  .object({
    by: z.string().describe('Entity ref of the user or name of the machine'),
    at: timestampSchema,
    reason: z.string(),
  })
  .meta({ id: 'Act' });

/**
 * What {@link actSchema} reads.
 *
 * @public
 */
export type Act = z.output<typeof actSchema>;
