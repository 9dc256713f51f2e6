import { VersionReport } from '@modelry/backstage-plugin-models-common';
import {
  RegistryVersion,
  toNamedFacts,
  toVersionFacts,
} from '@modelry/backstage-plugin-models-node';
import { KubeflowInstance } from './config';
import { ModelVersion, Properties } from './kubeflowSchemas';
import { linkTo } from './toModelEntity';

const LONGEST_VERSION = 128;

/** What it takes to tell of the versions of a registry. */
export interface VersionContext {
  instance: KubeflowInstance;
  now: () => Date;
}

/** A version, as the record is told of it. */
export function toVersion(
  version: ModelVersion,
  context: VersionContext,
): RegistryVersion {
  return {
    version: nameOf(version),
    facts: JSON.parse(JSON.stringify(version)),
    report: async () => toReport(version, context),
  };
}

/** What the record calls a version. */
export function nameOf({ name }: ModelVersion): string {
  return name.trim().slice(0, LONGEST_VERSION);
}

function toReport(
  version: ModelVersion,
  { instance, now }: VersionContext,
): VersionReport {
  const { description, createTimeSinceEpoch: createdAt } = version;
  const link = linkTo(instance, version.registeredModelId);
  const metrics = numbersOf(version.customProperties);
  const origin = originOf(version);
  return {
    version: nameOf(version),
    ...toVersionFacts({ description, createdAt, now: now() }),
    ...(link && { link }),
    ...(origin && { origin }),
    ...(Object.keys(metrics).length > 0 && { metrics }),
  };
}

// A registry whose database is made anew gives out the same names and ids again; the time
// tells its versions from those that were called so before.
function originOf({
  id,
  createTimeSinceEpoch: created,
}: ModelVersion): VersionReport['origin'] {
  return created === undefined
    ? undefined
    : {
        id: `model version ${id}, registered ${new Date(
          created,
        ).toISOString()}`,
      };
}

function numbersOf(properties: Properties): Record<string, number> {
  const numbers = Object.entries(properties)
    .filter(([name]) => !name.startsWith('_'))
    .flatMap(([name, { int_value: whole, double_value: value }]) => {
      const number = value ?? (whole === undefined ? NaN : Number(whole));
      return Number.isFinite(number) ? [[name, number] as const] : [];
    });
  return toNamedFacts(numbers);
}
