import { z } from 'zod';

const text = z.string().trim();

/** What the bridge lists: paths of documents. */
export const listSchema = z.object({
  uris: z
    .array(z.string().min(1))
    .nullish()
    .transform(uris => uris ?? []),
});

const modelSchema = z.object({
  name: text.min(1),
  owner: text.min(1),
  description: text.min(1),
  lifecycle: text.min(1),
  artifactLocationURL: text.optional(),
  howToUseURL: text.optional(),
  ethics: text.optional(),
  license: text.optional(),
  support: text.optional(),
  tags: z.array(z.string()).default([]),
  training: text.optional(),
  usage: text.optional(),
});

/** One document: models, and the server that serves them when there is one. */
export const documentSchema = z.object({
  models: z.array(modelSchema),
  modelServer: z
    .object({
      name: text.min(1),
      homepageURL: text.optional(),
      API: z.object({ url: text.optional() }).optional(),
    })
    .optional(),
});

export type BridgeModel = z.output<typeof modelSchema>;

export type BridgeDocument = z.output<typeof documentSchema>;
