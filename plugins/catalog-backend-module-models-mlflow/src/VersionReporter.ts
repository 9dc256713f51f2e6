import { ResponseError } from '@backstage/errors';
import {
  ModelsClient,
  SourceProblem,
  VersionReport,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { SourceError } from '@modelry/backstage-plugin-models-node';
import { MlflowClient } from './MlflowClient';
import { MlflowInstance } from './config';
import { MlflowVersion, RegisteredModel } from './mlflowSchemas';
import { linkTo } from './toModelEntity';

const LONGEST_DESCRIPTION = 2_000;
const CONFLICT = 409;
const NOT_FOUND = 404;

const REMEDY =
  'What the registry says was not taken over. A stage that asks for sign-offs is entered in the portal once they are given; a version that was deleted and made again needs another number or another model.';

/** What was reported of the versions of a registry in one run. */
export interface ReportedVersions {
  reported: number;
  /** Of models that the catalog does not know yet: it is told in the next run. */
  waiting: number;
  problems: SourceProblem[];
}

/** Tells the model record of versions, each once until something about it changes. */
export class VersionReporter {
  readonly #options: {
    instance: MlflowInstance;
    mlflow: MlflowClient;
    record: Pick<ModelsClient, 'reportVersion'>;
  };
  readonly #told = new Map<string, string>();

  constructor(options: {
    instance: MlflowInstance;
    mlflow: MlflowClient;
    record: Pick<ModelsClient, 'reportVersion'>;
  }) {
    this.#options = options;
  }

  /** Reports the newest versions of all models that have an entity. */
  async report(options: {
    models: readonly RegisteredModel[];
    versions: readonly MlflowVersion[];
    refs: ReadonlyMap<string, string>;
    signal: AbortSignal;
  }): Promise<ReportedVersions> {
    const { models, versions, refs, signal } = options;
    const byModel = groupByName(versions);
    const result: ReportedVersions = { reported: 0, waiting: 0, problems: [] };
    for (const model of models) {
      const modelRef = refs.get(model.name);
      const newest = newestOf(byModel.get(model.name) ?? [], this.#newest);
      for (const version of modelRef ? newest.reverse() : []) {
        signal.throwIfAborted();
        await this.#reportOne({
          ...{ model, version, signal, result },
          modelRef: modelRef ?? '',
        });
      }
    }
    return result;
  }

  get #newest(): number {
    return this.#options.instance.newestVersions;
  }

  async #reportOne(options: {
    modelRef: string;
    model: RegisteredModel;
    version: MlflowVersion;
    signal: AbortSignal;
    result: ReportedVersions;
  }): Promise<void> {
    const { modelRef, model, version, signal, result } = options;
    const { instance, mlflow } = this.#options;
    const facts = toVersionReport(model, version, instance);
    const key = JSON.stringify([modelRef, version.version]);
    const digest = sha256OfJson({ ...facts, run: version.run_id ?? '' });
    if (this.#told.get(key) === digest) {
      return;
    }
    const metrics = version.run_id
      ? await mlflow.metrics(version.run_id, signal)
      : undefined;
    signal.throwIfAborted();
    const problem = await this.#send(modelRef, {
      ...facts,
      ...(metrics && { metrics }),
    });
    if (problem === 'waiting') {
      result.waiting++;
      return;
    }
    if (problem) {
      result.problems.push(problem);
      return;
    }
    this.#told.set(key, digest);
    result.reported++;
  }

  // What stands against the stage does not stand against the version.
  async #send(
    modelRef: string,
    report: VersionReport,
  ): Promise<SourceProblem | 'waiting' | undefined> {
    const { record } = this.#options;
    try {
      await record.reportVersion(modelRef, report);
      return undefined;
    } catch (error) {
      if (!ResponseError.is(error) || !isAboutVersion(error.statusCode)) {
        throw new SourceError('The models plugin did not take a version.', {
          cause: error,
          remedy:
            'The models themselves are in the catalog. See that the models plugin runs, and in the log why it refused; it is told again in the next run.',
        });
      }
      if (error.statusCode === NOT_FOUND) {
        return 'waiting';
      }
      const problem = {
        message: `Version ${report.version} of ${modelRef}: ${error.cause.message}.`,
        remedy: REMEDY,
      };
      if (error.statusCode === CONFLICT && report.stage) {
        const { stage, ...rest } = report;
        const other = await this.#send(modelRef, rest);
        return other ?? problem;
      }
      return problem;
    }
  }
}

function isAboutVersion(status: number): boolean {
  return [400, NOT_FOUND, CONFLICT].includes(status);
}

function toVersionReport(
  model: RegisteredModel,
  version: MlflowVersion,
  instance: MlflowInstance,
): VersionReport {
  const description = version.description?.trim();
  const stage = stageOf(model, version.version, instance);
  return {
    version: version.version,
    link: linkTo(instance, model.name, version.version),
    ...(description && {
      description: description.slice(0, LONGEST_DESCRIPTION),
    }),
    ...(version.creation_timestamp !== undefined && {
      createdAt: new Date(
        Math.min(version.creation_timestamp, Date.now()),
      ).toISOString(),
    }),
    ...(stage && { stage }),
  };
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

function groupByName(
  versions: readonly MlflowVersion[],
): Map<string, MlflowVersion[]> {
  const byModel = new Map<string, MlflowVersion[]>();
  for (const version of versions) {
    const ofModel = byModel.get(version.name) ?? [];
    ofModel.push(version);
    byModel.set(version.name, ofModel);
  }
  return byModel;
}

function newestOf(versions: MlflowVersion[], count: number): MlflowVersion[] {
  return versions
    .filter(({ status = 'READY' }) => status === 'READY')
    .slice(0, count);
}
