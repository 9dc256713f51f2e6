import { VersionReport } from '@modelry/backstage-plugin-models-common';
import {
  RegistryVersion,
  toArtifact,
  toVersionFacts,
} from '@modelry/backstage-plugin-models-node';
import { MlflowClient } from './MlflowClient';
import { MlflowInstance } from './config';
import { linkTo, linkToRun } from './links';
import { MlflowVersion, RegisteredModel } from './mlflowSchemas';

/** Two days, as far as they are a power of two. */
const ASKED_FOR_MIN = 2 ** 11;

/** What it takes to tell of the versions of a registry. */
export interface VersionContext {
  instance: MlflowInstance;
  mlflow: MlflowClient;
  now: () => Date;
}

/** A version, as the record is told of it: its run is read only when that is done. */
export function toVersion(
  model: RegisteredModel,
  version: MlflowVersion,
  context: VersionContext,
): RegistryVersion {
  const stage = stageOf(model, version.version, context.instance);
  return {
    version: version.version,
    facts: {
      ...{ ...version, stage: stage ?? '' },
      askedAfter: version.run_id ? askedAfter(version, context.now()) : 0,
    },
    report: signal => toReport(version, { ...context, stage, signal }),
  };
}

// A version can be registered while its run goes on, and what the run measures after that
// does not show in the version: it is read again at ages that double, for two days.
function askedAfter(
  { creation_timestamp: created = 0 }: MlflowVersion,
  now: Date,
): number {
  const minutes = Math.min((now.getTime() - created) / 60_000, ASKED_FOR_MIN);
  return 2 ** Math.floor(Math.log2(Math.max(minutes, 1)));
}

async function toReport(
  version: MlflowVersion,
  context: VersionContext & { stage?: string; signal: AbortSignal },
): Promise<VersionReport> {
  const { instance, mlflow, now, stage, signal } = context;
  const { description, run_id: runId, creation_timestamp: createdAt } = version;
  const run = runId ? await mlflow.run(runId, signal) : undefined;
  const digest = digestOf(version, instance);
  const origin = originOf(version, run?.experimentId, instance);
  const artifact = toArtifact({ uri: version.source });
  return {
    version: version.version,
    link: linkTo(instance, version.name, version.version),
    ...toVersionFacts({ description, createdAt, now: now() }),
    ...(stage && { stage }),
    ...(digest && { digest }),
    ...(origin && { origin }),
    ...(artifact && { artifact }),
    ...(run?.trainedBy && { trainedBy: run.trainedBy }),
    ...(run && { metrics: run.metrics, parameters: run.parameters }),
  };
}

// A model that was deleted and made again counts its versions from 1 again: what made a
// version tells it from the one that was called so before.
function originOf(
  { run_id: runId, creation_timestamp: created }: MlflowVersion,
  experimentId: string | undefined,
  instance: MlflowInstance,
): VersionReport['origin'] {
  if (runId) {
    return {
      id: runId,
      ...(experimentId && {
        link: linkToRun(instance, { experimentId, runId }),
      }),
    };
  }
  return created === undefined
    ? undefined
    : { id: `registered ${new Date(created).toISOString()}` };
}

function digestOf(
  { tags }: MlflowVersion,
  instance: MlflowInstance,
): string | undefined {
  const said = tags.find(({ key }) => key === instance.tags.digest)?.value;
  const [, hex] = /^\s*(?:sha256:)?([0-9a-f]{64})\s*$/i.exec(said ?? '') ?? [];
  return hex && `sha256:${hex.toLocaleLowerCase('en-US')}`;
}

function stageOf(
  { aliases }: RegisteredModel,
  version: string,
  instance: MlflowInstance,
): string | undefined {
  const mine = new Set(
    aliases.filter(one => one.version === version).map(one => one.alias),
  );
  // The first that the configuration names wins, for a version can have several aliases.
  return Object.entries(instance.aliases).find(([alias]) =>
    mine.has(alias),
  )?.[1];
}
