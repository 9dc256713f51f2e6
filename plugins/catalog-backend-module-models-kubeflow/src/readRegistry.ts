import {
  Lifecycle,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import { RegistryContents } from '@modelry/backstage-plugin-models-node';
import { KubeflowClient } from './KubeflowClient';
import { KubeflowInstance } from './config';
import { ModelVersion, Properties } from './kubeflowSchemas';
import { isArchived, linkTo, toModelEntity } from './toModelEntity';

const LONGEST_DESCRIPTION = 2_000;
const LONGEST_VERSION = 128;
const MOST_METRICS = 100;

/** Reads all that a registry holds, in the words of the portal. */
export async function readRegistry(options: {
  instance: KubeflowInstance;
  lifecycle: Lifecycle;
  kubeflow: KubeflowClient;
  signal: AbortSignal;
}): Promise<RegistryContents> {
  const { instance, lifecycle, kubeflow, signal } = options;
  const models = await kubeflow.models(signal);
  const versions = groupByModel(await kubeflow.versions(signal));
  return {
    problems: [],
    models: models.map(model => {
      const newest = (versions.get(model.id) ?? []).slice(
        -instance.newestVersions,
      );
      return {
        key: model.id,
        entity: toModelEntity(model, {
          ...{ instance, lifecycle },
          versions: newest,
        }),
        versions: isArchived(model)
          ? []
          : newest
              .filter(one => !isArchived(one))
              .map(one => toVersionReport(one, instance)),
      };
    }),
  };
}

/** Versions by the id of their model, the oldest first. */
export function groupByModel(
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

function toVersionReport(
  version: ModelVersion,
  instance: KubeflowInstance,
): VersionReport {
  const description = version.description?.trim();
  const link = linkTo(instance, version.registeredModelId);
  const metrics = numbersOf(version.customProperties);
  const { createTimeSinceEpoch: created } = version;
  return {
    version: version.name.trim().slice(0, LONGEST_VERSION),
    ...(description && {
      description: description.slice(0, LONGEST_DESCRIPTION),
    }),
    ...(link && { link }),
    ...(created !== undefined && {
      // A clock that runs ahead is no reason to refuse the version.
      createdAt: new Date(Math.min(created, Date.now())).toISOString(),
    }),
    ...(Object.keys(metrics).length > 0 && { metrics }),
  };
}

function numbersOf(properties: Properties): Record<string, number> {
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => name.length <= 200 && !name.startsWith('_'))
      .flatMap(([name, { int_value: whole, double_value: value }]) => {
        const number = value ?? (whole === undefined ? NaN : Number(whole));
        return Number.isFinite(number) ? [[name, number] as const] : [];
      })
      .slice(0, MOST_METRICS),
  );
}
