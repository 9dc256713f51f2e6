import {
  SourceProblem,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import { VersionTeller } from '@modelry/backstage-plugin-models-node';
import { MlflowClient } from './MlflowClient';
import { MlflowInstance } from './config';
import { MlflowVersion, RegisteredModel } from './mlflowSchemas';
import { linkTo, linkToRun } from './toModelEntity';

const LONGEST_DESCRIPTION = 2_000;

/** So many models are told of at the same time. */
const AT_ONCE = 4;

/** What was reported of the versions of a registry in one run. */
export interface ReportedVersions {
  reported: number;
  /** Of models that the catalog does not know yet: it is told in the next run. */
  waiting: number;
  problems: SourceProblem[];
}

/** Tells the model record of the versions of a registry. */
export class VersionReporter {
  readonly #options: {
    instance: MlflowInstance;
    mlflow: MlflowClient;
    teller: VersionTeller;
    now: () => Date;
  };

  constructor(options: {
    instance: MlflowInstance;
    mlflow: MlflowClient;
    teller: VersionTeller;
    now?: () => Date;
  }) {
    this.#options = { now: () => new Date(), ...options };
  }

  /**
   * Reports the versions of all models that have an entity, of each model the oldest
   * first.
   *
   * @param options - `versions` has those of each model, the newest first; `refs` the
   *   entity ref of each model.
   */
  async report(options: {
    models: readonly RegisteredModel[];
    versions: ReadonlyMap<string, readonly MlflowVersion[]>;
    refs: ReadonlyMap<string, string>;
    signal: AbortSignal;
  }): Promise<ReportedVersions> {
    const { models, versions, refs, signal } = options;
    const result: ReportedVersions = { reported: 0, waiting: 0, problems: [] };
    const left = models.values();
    const worker = async () => {
      for (const model of left) {
        const modelRef = refs.get(model.name);
        const ofModel = [...(versions.get(model.name) ?? [])].reverse();
        for (const version of modelRef ? ofModel : []) {
          signal.throwIfAborted();
          await this.#reportOne({
            ...{ model, version, signal, result },
            modelRef: modelRef ?? '',
          });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return result;
  }

  async #reportOne(options: {
    modelRef: string;
    model: RegisteredModel;
    version: MlflowVersion;
    signal: AbortSignal;
    result: ReportedVersions;
  }): Promise<void> {
    const { modelRef, model, version, signal, result } = options;
    const stage = stageOf(model, version.version, this.#options.instance);
    const told = await this.#options.teller.tell({
      ...{ modelRef, version: version.version },
      facts: { ...version, stage: stage ?? '' },
      report: () => this.#toReport(version, stage, signal),
    });
    if (told === 'told') {
      result.reported++;
    } else if (told === 'waiting') {
      result.waiting++;
    } else if (told !== 'known') {
      result.problems.push(told);
    }
  }

  async #toReport(
    version: MlflowVersion,
    stage: string | undefined,
    signal: AbortSignal,
  ): Promise<VersionReport> {
    const { instance, mlflow, now } = this.#options;
    const { run_id: runId, creation_timestamp: created } = version;
    const run = runId ? await mlflow.run(runId, signal) : undefined;
    signal.throwIfAborted();
    const description = version.description?.trim();
    const digest = digestOf(version, instance);
    const origin = originOf(version, run?.experimentId, instance);
    return {
      version: version.version,
      link: linkTo(instance, version.name, version.version),
      ...(description && {
        description: description.slice(0, LONGEST_DESCRIPTION),
      }),
      // Its clock may be ahead of ours.
      ...(created !== undefined && {
        createdAt: new Date(Math.min(created, now().getTime())).toISOString(),
      }),
      ...(stage && { stage }),
      ...(digest && { digest }),
      ...(origin && { origin }),
      ...(run?.trainedBy && { trainedBy: run.trainedBy }),
      ...(run && { metrics: run.metrics, parameters: run.parameters }),
    };
  }
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
