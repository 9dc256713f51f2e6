import { z } from 'zod';

/** Kinds of things that serve a model. */
export const RESOURCES = [
  'inferenceservices',
  'llminferenceservices',
  'seldonmodels',
] as const;

/** One of {@link RESOURCES}. */
export type Resource = (typeof RESOURCES)[number];

/** Where Kubernetes lists them; of several versions the first that a cluster has. */
export const RESOURCE_PATHS: Record<Resource, string[]> = {
  inferenceservices: ['apis/serving.kserve.io/v1beta1/inferenceservices'],
  llminferenceservices: [
    'apis/serving.kserve.io/v1alpha2/llminferenceservices',
    'apis/serving.kserve.io/v1alpha1/llminferenceservices',
  ],
  seldonmodels: ['apis/mlops.seldon.io/v1alpha1/models'],
};

/** What runs them, as the record names it. */
export const PLATFORMS: Record<Resource, string> = {
  inferenceservices: 'kserve',
  llminferenceservices: 'kserve-llm',
  seldonmodels: 'seldon',
};

const words = z.record(z.string(), z.string()).default({});

const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  severity: z.string().optional(),
});

const componentSchema = z.object({
  latestReadyRevision: z.string().optional(),
  latestCreatedRevision: z.string().optional(),
  traffic: z
    .array(
      z.object({
        revisionName: z.string().optional(),
        latestRevision: z.boolean().optional(),
        percent: z.number().optional(),
        tag: z.string().optional(),
      }),
    )
    .default([]),
});

const statusSchema = z.object({
  conditions: z.array(conditionSchema).default([]),
  observedGeneration: z.number().optional(),
  url: z.string().optional(),
  components: z.object({ predictor: componentSchema.optional() }).default({}),
  modelStatus: z
    .object({ transitionStatus: z.string().optional() })
    .default({}),
});

/** One thing that serves a model; what differs between kinds is read where it is used. */
export const servingSchema = z.object({
  metadata: z.object({
    name: z.string().min(1),
    namespace: z.string().min(1),
    generation: z.number().optional(),
    labels: words,
    annotations: words,
  }),
  spec: z.record(z.string(), z.unknown()).default({}),
  status: statusSchema.prefault({}),
});

/** A page of a list of Kubernetes. */
export const pageSchema = z.object({
  metadata: z.object({ continue: z.string().optional() }).default({}),
  items: z.array(servingSchema),
});

/** What a revision of Knative says of the version that it was made for. */
export const revisionSchema = z.object({
  metadata: z.object({ labels: words, annotations: words }),
});

/** What a cluster says of itself. */
export const aboutSchema = z.object({ gitVersion: z.string() });

/** The clusters that Backstage knows. */
export const clustersSchema = z.object({
  items: z.array(z.object({ name: z.string(), authProvider: z.string() })),
});

/** What a revision of Knative says of what it was made for. */
export type Revision = z.output<typeof revisionSchema>['metadata'];

/** What one of {@link RESOURCES} says. */
export type Serving = z.output<typeof servingSchema>;
