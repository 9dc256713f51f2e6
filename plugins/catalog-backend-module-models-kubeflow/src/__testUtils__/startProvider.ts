import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DEFAULT_LIFECYCLE,
  DeploymentReport,
  ModelsClient,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import { KubeflowClient } from '../KubeflowClient';
import { readKubeflowInstances } from '../config';
import { createProvider } from '../createProvider';

/** A provider between a stand-in of a registry and a catalog that a test fills. */
export async function startProvider(options: {
  url: string;
  config?: object;
  entities?: Entity[];
}) {
  const { url, config, entities = [] } = options;
  const [instance] = readKubeflowInstances(
    new ConfigReader({
      catalog: { providers: { kubeflow: { main: { url, ...config } } } },
    }),
  );
  const waited: number[] = [];
  const reportVersion = jest.fn<
    ReturnType<ModelsClient['reportVersion']>,
    [string, VersionReport]
  >();
  const reportDeployment = jest.fn<
    ReturnType<ModelsClient['reportDeployment']>,
    [string, Partial<DeploymentReport>]
  >();
  const provider = createProvider({
    ...{ instance, isOnly: true, lifecycle: DEFAULT_LIFECYCLE },
    kubeflow: new KubeflowClient(instance, async ms => {
      waited.push(ms);
    }),
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
    record: {
      reportVersion,
      reportDeployment: async (ref, report) =>
        reportDeployment(ref, { ...report }),
    },
  });
  const mutations: Entity[][] = [];
  await provider.connect({
    refresh: async () => {},
    applyMutation: async mutation => {
      mutations.push(
        mutation.type === 'full'
          ? mutation.entities.map(({ entity }) => entity)
          : [],
      );
    },
  });
  return {
    ...{ mutations, reportVersion, reportDeployment, waited },
    run: () => provider.run(new AbortController().signal),
  };
}

/** A model of the catalog, with the annotations that are said. */
export function modelNamed(
  name: string,
  annotations: Record<string, string>,
): Entity {
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'classification', lifecycle: 'development' },
  };
}

/** A model that was taken over from the stand-in before. */
export const fromRegistry = (name: string, id: string) =>
  modelNamed(name, {
    'backstage.io/managed-by-origin-location': 'kubeflow:main',
    'kubeflow.org/registered-model-id': id,
    'kubeflow.org/model-registry': 'main',
  });
