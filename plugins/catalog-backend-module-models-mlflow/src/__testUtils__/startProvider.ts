import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { modelNamed, startRegistry } from '@internal/test-utils';
import { DEFAULT_LIFECYCLE } from '@modelry/backstage-plugin-models-common';
import { MlflowClient } from '../MlflowClient';
import { readMlflowInstances } from '../config';
import { toRegistry } from '../toRegistry';

/** A registry between a stand-in of MLflow and a catalog that a test fills. */
export async function startProvider(options: {
  url: string;
  config?: JsonObject;
  entities?: Entity[];
  timeoutMs?: number;
  now?: () => Date;
}) {
  const { url, config, entities, timeoutMs } = options;
  const { now = () => new Date() } = options;
  const [instance] = readMlflowInstances(
    new ConfigReader({
      catalog: { providers: { mlflow: { research: { url, ...config } } } },
    }),
    DEFAULT_LIFECYCLE,
  );
  const waited: number[] = [];
  const wait = async (ms: number) => {
    waited.push(ms);
  };
  const registry = toRegistry({
    ...{ instance, isOnly: true, lifecycle: DEFAULT_LIFECYCLE },
    mlflow: new MlflowClient(instance, { wait, timeoutMs }),
    now,
  });
  return { ...(await startRegistry({ registry, entities })), waited };
}

/** A model that was taken over from the stand-in before. */
export const fromMlflow = (name: string, model = name) =>
  modelNamed(name, {
    'backstage.io/managed-by-origin-location': 'mlflow:research',
    'mlflow.org/registered-model': model,
    'mlflow.org/instance': 'research',
  });
