export interface Config {
  models?: {
    sources?: {
      /** Clusters whose inference services become deployments, by an id of your choice. */
      kserve?: {
        [id: string]: {
          /** What people read on the page Sources; the id when left out. */
          title?: string;
          /** Names of clusters of the Kubernetes plugin; all when left out. */
          clusters?: string[];
          /** What is listed: `inferenceservices`, `llminferenceservices`, `seldonmodels`; all when left out. */
          resources?: string[];
          /** How often they are asked, ISO 8601; `PT1M` when left out. */
          every?: string;
          /** After how long without being seen a deployment is unknown, ISO 8601; `PT10M` when left out. */
          allowedSilence?: string;
          /** After how long in a list without it a deployment is gone, ISO 8601; `P1D` when left out. */
          goneAfter?: string;
          /** Environments by cluster and namespace, the first that matches; a star stands for anything. The name of the cluster when none does. */
          environments?: Array<{
            cluster?: string;
            namespace?: string;
            environment: string;
          }>;
          /** Labels or annotations that are read. */
          keys?: {
            /** Model: its name, or its entity ref; `modelry.dev/model` when left out. */
            model?: string;
            /** Version; `modelry.dev/version` when left out. */
            version?: string;
            /** Environment; `modelry.dev/environment` when left out. */
            environment?: string;
            /** Entity ref of the component that serves it; `modelry.dev/served-by` when left out. */
            servedBy?: string;
            /** Prefix of what the Kubeflow Model Registry writes; `modelregistry.kubeflow.org` when left out. */
            registry?: string;
          };
          /** Whether an inference service that says nothing else serves the model of its name; false when left out. */
          joinByName?: boolean;
        };
      };
    };
  };
}
