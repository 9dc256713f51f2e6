import { z } from 'zod';

// Numbers of 64 bits are text.
const millis = z.coerce.number().int().min(0).max(8.64e15).optional();
const id = z.coerce.string().min(1);

/** A property says which kind it is of; only the simple kinds mean something here. */
const propertySchema = z.looseObject({
  metadataType: z.string(),
  string_value: z.string().optional(),
  int_value: z.coerce.string().optional(),
  double_value: z.number().optional(),
  bool_value: z.boolean().optional(),
});

const resource = {
  id,
  name: z.string().min(1),
  description: z.string().optional(),
  customProperties: z.record(z.string(), propertySchema).default({}),
  createTimeSinceEpoch: millis,
  state: z.string().optional(),
};

const registeredModelSchema = z.object({
  ...resource,
  owner: z.string().optional(),
  license: z.string().optional(),
  tasks: z.array(z.string()).default([]),
});

const modelVersionSchema = z.object({
  ...resource,
  registeredModelId: id,
  author: z.string().optional(),
  lastUpdateTimeSinceEpoch: millis,
});

/** Anything that belongs to a version; only model artifacts are of interest. */
const artifactSchema = z.object({
  id,
  artifactType: z.string().optional(),
  createTimeSinceEpoch: millis,
  state: z.string().optional(),
  uri: z.string().optional(),
  modelFormatName: z.string().optional(),
  modelFormatVersion: z.string().optional(),
  storageKey: z.string().optional(),
  storagePath: z.string().optional(),
});

const inferenceServiceSchema = z.object({
  ...resource,
  name: z.string().optional(),
  registeredModelId: id,
  servingEnvironmentId: id,
  modelVersionId: id.optional(),
  runtime: z.string().optional(),
  desiredState: z.string().default('DEPLOYED'),
});

const servingEnvironmentSchema = z.object({ ...resource });

const serveModelSchema = z.object({
  id,
  createTimeSinceEpoch: millis,
  lastKnownState: z.string().optional(),
});

function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextPageToken: z.string().default(''),
  });
}

/** Pages of the lists that are read, by their paths. */
export const lists = {
  registered_models: listOf(registeredModelSchema),
  model_versions: listOf(modelVersionSchema),
  artifacts: listOf(artifactSchema),
  inference_services: listOf(inferenceServiceSchema),
  serving_environments: listOf(servingEnvironmentSchema),
  serves: listOf(serveModelSchema),
};

/** A model, as the registry tells it. */
export type RegisteredModel = z.output<typeof registeredModelSchema>;
/** A version of one. */
export type ModelVersion = z.output<typeof modelVersionSchema>;
/** Something that belongs to a version. */
export type Artifact = z.output<typeof artifactSchema>;
/** Something that is meant to serve a version. */
export type InferenceService = z.output<typeof inferenceServiceSchema>;
/** Where versions are served. */
export type ServingEnvironment = z.output<typeof servingEnvironmentSchema>;
/** That a version is served, and how it goes. */
export type ServeModel = z.output<typeof serveModelSchema>;
/** A property that somebody added. */
export type Properties = RegisteredModel['customProperties'];
