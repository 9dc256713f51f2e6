import { z } from 'zod';

// Old servers send numbers of 64 bits as text, newer ones as numbers.
const millis = z.coerce.number().int().min(0).max(8.64e15);

const tagsSchema = z
  .array(z.object({ key: z.string(), value: z.string().default('') }))
  .default([]);

export const registeredModelSchema = z.object({
  name: z.string().min(1),
  description: z.string().optional(),
  last_updated_timestamp: millis.optional(),
  tags: tagsSchema,
  aliases: z
    .array(z.object({ alias: z.string(), version: z.coerce.string() }))
    .default([]),
});

export const modelSchema = z.object({
  registered_model: registeredModelSchema,
});

export const modelVersionSchema = z.object({
  name: z.string().min(1),
  version: z.coerce.string(),
  creation_timestamp: millis.optional(),
  last_updated_timestamp: millis.optional(),
  description: z.string().optional(),
  run_id: z.string().optional(),
  source: z.string().optional(),
  status: z.string().optional(),
  tags: tagsSchema,
});

export const modelsPageSchema = z.object({
  registered_models: z.array(registeredModelSchema).default([]),
  next_page_token: z.string().optional(),
});

export const versionsPageSchema = z.object({
  model_versions: z.array(modelVersionSchema).default([]),
  next_page_token: z.string().optional(),
});

const entriesSchema = z
  .array(z.object({ key: z.string(), value: z.unknown() }))
  .default([]);

export const runSchema = z.object({
  run: z.object({
    info: z
      .object({
        experiment_id: z.coerce.string().optional(),
        user_id: z.string().optional(),
      })
      .default({}),
    data: z
      .object({ metrics: entriesSchema, params: entriesSchema })
      .default({ metrics: [], params: [] }),
  }),
});

export type RegisteredModel = z.output<typeof registeredModelSchema>;
export type MlflowVersion = z.output<typeof modelVersionSchema>;
