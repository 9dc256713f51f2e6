/** What a test says of something that serves a model. */
export interface ServingOptions {
  name?: string;
  namespace?: string;
  generation?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  spec?: object;
  status?: object;
  conditions?: Record<string, string>;
}

/** Something that serves the model `churn`, ready unless more is said. */
export function serving(options: ServingOptions = {}): object {
  const { name = 'churn', namespace = 'ml', generation = 2 } = options;
  const { labels = { 'modelry.dev/model': 'churn' }, annotations } = options;
  const { conditions = { Ready: 'True' }, status, spec } = options;
  return {
    metadata: { name, namespace, generation, labels, annotations },
    spec: spec ?? {
      predictor: {
        model: {
          modelFormat: { name: 'sklearn' },
          storageUri: 's3://models/churn/7',
        },
      },
    },
    status: {
      observedGeneration: generation,
      url: 'http://churn.ml.example.com',
      conditions: Object.entries(conditions).map(([type, is]) => ({
        ...{ type, status: is, lastTransitionTime: '2026-11-25T08:00:00Z' },
      })),
      ...status,
    },
  };
}

/** The status of a predictor of which a canary gets a share. */
export const canary = (percent: number) => ({
  components: {
    predictor: {
      latestReadyRevision: 'churn-00002',
      latestCreatedRevision: 'churn-00002',
      traffic: [
        { revisionName: 'churn-00002', latestRevision: true, percent },
        {
          ...{ revisionName: 'churn-00001', latestRevision: false },
          ...{ percent: 100 - percent, tag: 'prev' },
        },
      ],
    },
  },
});
