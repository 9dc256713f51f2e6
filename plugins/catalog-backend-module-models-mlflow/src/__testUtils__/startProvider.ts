import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { DeferredEntity } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DEFAULT_LIFECYCLE,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import { JsonObject } from '@backstage/types';
import { MlflowClient } from '../MlflowClient';
import { MlflowProvider } from '../MlflowProvider';
import { VersionReporter } from '../VersionReporter';
import { readMlflowInstances } from '../config';

/** A provider between a stand-in of MLflow and a catalog that a test fills. */
export async function startProvider(options: {
  url: string;
  config?: JsonObject;
  entities?: Entity[];
}) {
  const { url, config, entities = [] } = options;
  const [instance] = readMlflowInstances(
    new ConfigReader({
      catalog: { providers: { mlflow: { research: { url, ...config } } } },
    }),
    DEFAULT_LIFECYCLE,
  );
  const waited: number[] = [];
  const mlflow = new MlflowClient(instance, async ms => {
    waited.push(ms);
  });
  const reportVersion = jest.fn<
    ReturnType<VersionReporterRecord['reportVersion']>,
    [string, VersionReport]
  >();
  const catalog = catalogServiceMock({ entities });
  const provider = new MlflowProvider({
    ...{ instance, mlflow, catalog, isOnly: true },
    auth: mockServices.auth(),
    lifecycle: DEFAULT_LIFECYCLE,
    versions: new VersionReporter({
      ...{ instance, mlflow, record: { reportVersion } },
    }),
  });
  const mutations: Entity[][] = [];
  await provider.connect({
    refresh: async () => {},
    applyMutation: async mutation => {
      const deferred: DeferredEntity[] =
        mutation.type === 'full' ? mutation.entities : [];
      mutations.push(deferred.map(({ entity }) => entity));
    },
  });
  return {
    ...{ catalog, mutations, reportVersion, waited },
    run: (signal = new AbortController().signal) => provider.run(signal),
  };
}

type VersionReporterRecord = ConstructorParameters<
  typeof VersionReporter
>[0]['record'];

/** A model of the catalog that has nothing to do with MLflow, unless annotations say so. */
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
export const fromMlflow = (name: string, model = name) =>
  modelNamed(name, {
    'backstage.io/managed-by-origin-location': 'mlflow:research',
    'mlflow.org/registered-model': model,
    'mlflow.org/instance': 'research',
  });
