import { VersionReport } from '@modelry/backstage-plugin-models-common';
import {
  RegistryVersion,
  toArtifact,
  toNamedFacts,
  toVersionFacts,
} from '@modelry/backstage-plugin-models-node';
import { KubeflowClient } from './KubeflowClient';
import { KubeflowInstance } from './config';
import { Artifact, ModelVersion, Properties } from './kubeflowSchemas';
import { linkTo } from './toModelEntity';

const LONGEST_VERSION = 128;
const LONGEST_AUTHOR = 200;
const MODEL_ARTIFACT = 'model-artifact';
const GONE = ['DELETED', 'MARKED_FOR_DELETION', 'ABANDONED'];
const DAY_MS = 24 * 60 * 60 * 1_000;

/** What it takes to tell of the versions of a registry. */
export interface VersionContext {
  instance: KubeflowInstance;
  kubeflow: KubeflowClient;
  now: () => Date;
}

/** A version, as the record is told of it: its artifacts are read only when that is done. */
export function toVersion(
  version: ModelVersion,
  context: VersionContext,
): RegistryVersion {
  return {
    version: nameOf(version),
    facts: {
      version: JSON.parse(JSON.stringify(version)),
      // An artifact is registered after its version, which does not show: it is looked for
      // as long as the version is new, and once more then.
      askedAt: isNew(version, context) ? context.now().toISOString() : '',
    },
    report: signal => toReport(version, { ...context, signal }),
  };
}

/** What the record calls a version. */
export function nameOf({ name }: ModelVersion): string {
  return name.trim().slice(0, LONGEST_VERSION);
}

function isNew(
  { createTimeSinceEpoch: created }: ModelVersion,
  { now }: VersionContext,
): boolean {
  return created !== undefined && Math.abs(now().getTime() - created) < DAY_MS;
}

async function toReport(
  version: ModelVersion,
  context: VersionContext & { signal: AbortSignal },
): Promise<VersionReport> {
  const { instance, kubeflow, now, signal } = context;
  const { description, createTimeSinceEpoch: createdAt } = version;
  const link = linkTo(instance, version.registeredModelId);
  const metrics = numbersOf(version.customProperties);
  const origin = originOf(version);
  const artifact = artifactOf(await kubeflow.artifacts(version.id, signal));
  const author = version.author?.trim().slice(0, LONGEST_AUTHOR);
  return {
    version: nameOf(version),
    ...toVersionFacts({ description, createdAt, now: now() }),
    ...(link && { link }),
    ...(origin && { origin }),
    ...(author && { trainedBy: author }),
    ...(artifact && { artifact }),
    ...(Object.keys(metrics).length > 0 && { metrics }),
  };
}

// The newest that is there and says where it lies.
function artifactOf(artifacts: readonly Artifact[]): VersionReport['artifact'] {
  const [newest] = artifacts
    .filter(
      ({ artifactType: type = MODEL_ARTIFACT }) => type === MODEL_ARTIFACT,
    )
    .filter(({ state = '' }) => !GONE.includes(state))
    .filter(({ uri, storagePath }) => uri || storagePath)
    .sort(
      (a, b) => (b.createTimeSinceEpoch ?? 0) - (a.createTimeSinceEpoch ?? 0),
    );
  return (
    newest &&
    toArtifact({
      uri: newest.uri || newest.storagePath,
      format: [newest.modelFormatName, newest.modelFormatVersion],
      storage: newest.storageKey,
    })
  );
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
