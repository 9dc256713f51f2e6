import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { modelNamed, startRegistry } from '@internal/test-utils';
import { DEFAULT_LIFECYCLE } from '@modelry/backstage-plugin-models-common';
import { KubeflowClient } from '../KubeflowClient';
import { readKubeflowInstances } from '../config';
import { toRegistry } from '../toRegistry';

/** A registry between a stand-in of it and a catalog that a test fills. */
export async function startProvider(options: {
  url: string;
  config?: JsonObject;
  entities?: Entity[];
  timeoutMs?: number;
}) {
  const { url, config, entities, timeoutMs } = options;
  const [instance] = readKubeflowInstances(
    new ConfigReader({
      catalog: { providers: { kubeflow: { main: { url, ...config } } } },
    }),
  );
  const registry = toRegistry({
    ...{ instance, isOnly: true, lifecycle: DEFAULT_LIFECYCLE },
    kubeflow: new KubeflowClient(instance, { wait: async () => {}, timeoutMs }),
    now: () => new Date(),
  });
  return startRegistry({ registry, entities });
}

/** A model that was taken over from the stand-in before. */
export const fromRegistry = (name: string, id: string) =>
  modelNamed(name, {
    'backstage.io/managed-by-origin-location': 'kubeflow:main',
    'kubeflow.org/registered-model-id': id,
    'kubeflow.org/model-registry': 'main',
  });
