import { z } from 'zod';
import { linkSchema, nameSchema, textSchema } from '../api/fields';

const evidenceItemIdSchema = z
  .string()
  .min(1)
  .max(63)
  .optional()
  .describe('Id of the evidence item of the requirement that it answers');

/**
 * One piece of evidence that a person attaches: a link, a text, or both.
 *
 * @public
 */
export const evidenceSchema = z
  .strictObject({
    item: evidenceItemIdSchema,
    title: nameSchema,
    link: linkSchema.optional(),
    text: textSchema.optional(),
  })
  .refine(({ link, text }) => link || text, {
    message: 'attach a link or a text',
  })
  .meta({ id: 'EvidenceRequest' });

/**
 * One piece of evidence in the record.
 *
 * @public
 */
export const recordedEvidenceSchema = z
  .object({
    item: evidenceItemIdSchema,
    title: z.string(),
    link: z.string().optional(),
    text: z.string().optional(),
  })
  .meta({ id: 'Evidence' });

/**
 * What {@link evidenceSchema} reads.
 *
 * @public
 */
export type Evidence = z.output<typeof evidenceSchema>;
