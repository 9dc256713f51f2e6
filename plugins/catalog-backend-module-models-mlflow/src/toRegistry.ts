import { Lifecycle } from '@modelry/backstage-plugin-models-common';
import {
  Registry,
  RegistryContents,
} from '@modelry/backstage-plugin-models-node';
import { MlflowClient } from './MlflowClient';
import { MlflowInstance } from './config';
import {
  INSTANCE_ANNOTATION,
  MODEL_ANNOTATION,
  toModelEntity,
} from './toModelEntity';
import { toVersion } from './toVersion';

const REMEDY =
  'What the registry says was not taken over. A stage that asks for sign-offs is entered in the portal once they are given; a version of a model that was deleted and made again needs another number or another model.';

/** What it takes to read a registry. */
export interface MlflowContext {
  instance: MlflowInstance;
  isOnly: boolean;
  lifecycle: Lifecycle;
  mlflow: MlflowClient;
  now: () => Date;
}

/** A registry of MLflow, in the words of the portal. */
export function toRegistry(context: MlflowContext): Registry {
  const { instance, isOnly } = context;
  return {
    ...{ kind: 'mlflow', system: 'MLflow', instance, isOnly },
    link: instance.uiUrl ?? instance.url,
    keyAnnotation: MODEL_ANNOTATION,
    instanceAnnotation: INSTANCE_ANNOTATION,
    remedy: REMEDY,
    read: signal => read(context, signal),
  };
}

async function read(
  context: MlflowContext,
  signal: AbortSignal,
): Promise<RegistryContents> {
  const { mlflow, instance } = context;
  const models = await mlflow.models(signal);
  const { total, newest } = await mlflow.versions(
    instance.newestVersions,
    signal,
  );
  return {
    counts: [{ what: 'versions', count: total }],
    isThere: (name, during) => mlflow.has(name, during),
    models: models.map(model => ({
      ...{ key: model.name, name: model.name },
      entity: toModelEntity(model, context),
      versions: [...(newest.get(model.name) ?? [])]
        .reverse()
        .map(version => toVersion(model, version, context)),
    })),
  };
}
