import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  Lifecycle,
  ModelsClient,
} from '@modelry/backstage-plugin-models-common';
import { RegistryProvider } from '@modelry/backstage-plugin-models-node';
import { KubeflowClient } from './KubeflowClient';
import { ServingReporter } from './ServingReporter';
import { KubeflowInstance } from './config';
import { readRegistry } from './readRegistry';
import {
  INSTANCE_ANNOTATION,
  MODEL_ANNOTATION,
  locationOf,
} from './toModelEntity';

/** Keeps the catalog and the record in step with one registry. */
export function createProvider(options: {
  instance: KubeflowInstance;
  isOnly: boolean;
  lifecycle: Lifecycle;
  kubeflow: KubeflowClient;
  auth: AuthService;
  catalog: CatalogService;
  record: Pick<ModelsClient, 'reportVersion' | 'reportDeployment'>;
}): RegistryProvider {
  const { instance, isOnly } = options;
  const serving = new ServingReporter(options);
  return new RegistryProvider({
    ...options,
    identity: {
      ...{ system: 'The model registry', instance: instance.id },
      ...{ location: locationOf(instance), isOnly },
      keyAnnotation: MODEL_ANNOTATION,
      instanceAnnotation: INSTANCE_ANNOTATION,
      allowEmpty: instance.allowEmpty,
    },
    read: signal => readRegistry({ ...options, signal }),
    ...(instance.deployments && {
      tell: (refs, signal) => serving.tell(refs, signal),
    }),
  });
}
