import { z } from 'zod';
import { nameSchema } from '../api/fields';
import { configIdSchema } from '../governance/policySchemas';
import { ownerRefSchema } from './schemas';

const DEFAULT_ROLES = [
  {
    id: 'business-owner',
    title: 'Business owner',
    description: 'Answers for what the model is used for',
  },
  {
    id: 'technical-owner',
    title: 'Technical owner',
    description: 'Answers for how the model is built and run',
  },
  {
    id: 'validator',
    title: 'Validator',
    description: 'Answers for the independent check of the model',
  },
];

/**
 * Schema of what stands under `models.ownership`.
 *
 * @public
 */
export const ownershipConfigSchema = z.strictObject({
  assignment: z
    .enum(['record', 'yaml'], {
      error: "must be 'record' or 'yaml'",
    })
    .default('record'),
  roles: z
    .array(
      z.strictObject({
        id: configIdSchema,
        title: nameSchema,
        description: z.string().trim().max(2_000).optional(),
      }),
    )
    .max(20, 'name at most 20 roles')
    .refine(roles => new Set(roles.map(({ id }) => id)).size === roles.length, {
      message: 'give each role an id of its own',
    })
    .default(DEFAULT_ROLES),
  orphans: z
    .strictObject({
      notify: ownerRefSchema.optional(),
      cron: z
        .string()
        .regex(
          /^\S+(\s+\S+){4,5}$/,
          'write a cron expression of five fields, e.g. 0 8 * * 1',
        )
        .default('0 8 * * 1'),
    })
    .prefault({}),
});

/**
 * What {@link ownershipConfigSchema} reads.
 *
 * @public
 */
export type OwnershipConfig = z.output<typeof ownershipConfigSchema>;
