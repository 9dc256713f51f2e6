import { Lifecycle } from '@modelry/backstage-plugin-models-common';
import {
  Registry,
  RegistryContents,
  RegistryModel,
} from '@modelry/backstage-plugin-models-node';
import { KubeflowClient } from './KubeflowClient';
import { KubeflowInstance } from './config';
import { ModelVersion, RegisteredModel } from './kubeflowSchemas';
import { tellServing } from './tellServing';
import {
  INSTANCE_ANNOTATION,
  MODEL_ANNOTATION,
  isArchived,
  toModelEntity,
} from './toModelEntity';
import { toVersion } from './toVersion';

const REMEDY =
  'What the registry says of it was not taken over. A version that was deleted and made again needs another name, or another model.';

/** What it takes to read a registry. */
export interface KubeflowContext {
  instance: KubeflowInstance;
  isOnly: boolean;
  lifecycle: Lifecycle;
  kubeflow: KubeflowClient;
  now: () => Date;
}

/** A Kubeflow Model Registry, in the words of the portal. */
export function toRegistry(context: KubeflowContext): Registry {
  const { instance, isOnly } = context;
  return {
    ...{ kind: 'kubeflow', system: 'Kubeflow', instance, isOnly },
    keyAnnotation: MODEL_ANNOTATION,
    instanceAnnotation: INSTANCE_ANNOTATION,
    remedy: REMEDY,
    read: signal => read(context, signal),
  };
}

async function read(
  context: KubeflowContext,
  signal: AbortSignal,
): Promise<RegistryContents> {
  const { kubeflow, instance } = context;
  const models = await kubeflow.models(signal);
  const all = await kubeflow.versions(signal);
  const versions = groupByModel(all);
  return {
    counts: [{ what: 'versions', count: all.length }],
    models: models.map(model =>
      toRegistryModel(model, versions.get(model.id) ?? [], context),
    ),
    ...(instance.deployments && {
      tellBesides: run => tellServing({ ...context, ...run, versions }),
    }),
  };
}

function toRegistryModel(
  model: RegisteredModel,
  versions: readonly ModelVersion[],
  context: KubeflowContext,
): RegistryModel {
  const newest = versions.slice(-context.instance.newestVersions);
  const inUse = isArchived(model) ? [] : newest.filter(one => !isArchived(one));
  return {
    ...{ key: model.id, name: model.name },
    entity: toModelEntity(model, { ...context, versions: newest }),
    versions: inUse.map(version => toVersion(version, context)),
  };
}

/** Versions by the id of their model, the oldest first. */
function groupByModel(
  versions: readonly ModelVersion[],
): Map<string, ModelVersion[]> {
  const byModel = new Map<string, ModelVersion[]>();
  for (const version of versions) {
    const ofModel = byModel.get(version.registeredModelId) ?? [];
    ofModel.push(version);
    byModel.set(version.registeredModelId, ofModel);
  }
  byModel.forEach(ofModel => ofModel.sort(byAge));
  return byModel;
}

function byAge(a: ModelVersion, b: ModelVersion): number {
  return (
    (a.createTimeSinceEpoch ?? 0) - (b.createTimeSinceEpoch ?? 0) ||
    Number(a.id) - Number(b.id)
  );
}
