import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DEFAULT_LIFECYCLE,
  ModelsClient,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import {
  SourcedModels,
  VersionTeller,
} from '@modelry/backstage-plugin-models-node';
import { JsonObject } from '@backstage/types';
import { MlflowClient } from '../MlflowClient';
import { MlflowModels } from '../MlflowModels';
import { VersionReporter } from '../VersionReporter';
import { readMlflowInstances } from '../config';
import { locationOf } from '../toModelEntity';

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
    ReturnType<ModelsClient['reportVersion']>,
    [string, VersionReport]
  >();
  const catalog = catalogServiceMock({ entities });
  const models = new SourcedModels({
    ...{ catalog, location: locationOf(instance) },
    auth: mockServices.auth(),
  });
  const teller = new VersionTeller({
    record: { reportVersion },
    remedy: 'Look into the registry.',
  });
  const registry = new MlflowModels({
    ...{ instance, mlflow, models, isOnly: true },
    lifecycle: DEFAULT_LIFECYCLE,
    versions: new VersionReporter({ instance, mlflow, teller }),
  });
  const mutations: Entity[][] = [];
  await models.connect({
    refresh: async () => {},
    applyMutation: async mutation => {
      mutations.push(writtenBy(mutation));
    },
  });
  return {
    ...{ catalog, mutations, reportVersion, waited },
    run: (signal = new AbortController().signal) => registry.run(signal),
  };
}

function writtenBy(mutation: EntityProviderMutation): Entity[] {
  const written = mutation.type === 'full' ? mutation.entities : mutation.added;
  return written.map(({ entity }) => entity);
}

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
