import { ResponseError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  ModelsClient,
  SourceProblem,
  VersionReport,
} from '@modelry/backstage-plugin-models-common';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { SourceError } from '../sources/SourceError';
import { inParallel } from '../sources/inParallel';
import { RegistryVersion } from './Registry';
import { Digests, ToldVersions } from './ToldVersions';

const CONFLICT = 409;
const NOT_FOUND = 404;

/** So many models are told of at the same time. */
const AT_ONCE = 4;

/** What was told of so many models is read at once. */
const BATCH = 50;

/** The versions of a model, the oldest first. */
export interface ModelVersions {
  modelRef: string;
  versions: readonly RegistryVersion[];
}

/** What became of the versions of a registry. */
export interface ToldOf {
  told: number;
  /** Models that the catalog does not know yet: they are told of in the next run. */
  waiting: number;
  problems: SourceProblem[];
}

/** Tells the model record of versions, each once until something about it changes. */
export class VersionTeller {
  readonly #options: {
    location: string;
    record: Pick<ModelsClient, 'reportVersion'>;
    told: ToldVersions;
    remedy: string;
  };

  /**
   * @param options - `location` names the registry; `record` is told; `told` remembers
   *   that; `remedy` says what to do about a version that the record refuses.
   */
  constructor(options: {
    location: string;
    record: Pick<ModelsClient, 'reportVersion'>;
    told: ToldVersions;
    remedy: string;
  }) {
    this.#options = options;
  }

  /**
   * Tells of the versions of all models of the registry that have an entity.
   *
   * @throws `SourceError` when the record cannot be told at all.
   */
  async tell(
    models: readonly ModelVersions[],
    signal: AbortSignal,
  ): Promise<ToldOf> {
    const { location, told } = this.#options;
    const result: ToldOf = { told: 0, waiting: 0, problems: [] };
    for (let at = 0; at < models.length; at += BATCH) {
      signal.throwIfAborted();
      await this.#tellBatch(models.slice(at, at + BATCH), { result, signal });
    }
    await told.keepOnly(
      location,
      new Set(models.map(({ modelRef }) => modelRef)),
    );
    return result;
  }

  // What was told before something failed is remembered, too.
  async #tellBatch(
    batch: readonly ModelVersions[],
    run: { result: ToldOf; signal: AbortSignal },
  ): Promise<void> {
    const { location, told } = this.#options;
    const refs = batch.map(({ modelRef }) => modelRef);
    const known = await told.recall(location, refs);
    const news = new Map<string, { digests: Digests; at?: Date }>();
    try {
      await inParallel(batch, {
        atOnce: AT_ONCE,
        work: async model => {
          const { modelRef } = model;
          const { digests: before = {}, at } = known.get(modelRef) ?? {};
          const digests: Digests = {};
          try {
            await this.#tellModel(model, { ...run, before, digests });
          } finally {
            if (!isDeepStrictEqual(digests, before)) {
              news.set(modelRef, { digests, at });
            }
          }
        },
      });
    } finally {
      await told.remember(location, news);
    }
  }

  async #tellModel(
    { modelRef, versions }: ModelVersions,
    run: {
      before: Digests;
      /** Filled with what the record knows by now. */
      digests: Digests;
      result: ToldOf;
      signal: AbortSignal;
    },
  ): Promise<void> {
    const { before, digests, result, signal } = run;
    for (const version of versions) {
      const { version: name } = version;
      const digest = digestOf(version.facts);
      const outcome =
        before[name] === digest
          ? 'known'
          : await this.#tellVersion(modelRef, version, signal);
      if (outcome === 'waiting') {
        result.waiting++;
        return;
      }
      if (typeof outcome === 'object') {
        result.problems.push(outcome);
        continue;
      }
      digests[name] = digest;
      result.told += outcome === 'told' ? 1 : 0;
    }
  }

  async #tellVersion(
    modelRef: string,
    version: RegistryVersion,
    signal: AbortSignal,
  ): Promise<'told' | 'waiting' | SourceProblem> {
    signal.throwIfAborted();
    const report = await version.report(signal);
    signal.throwIfAborted();
    return this.#send(modelRef, report);
  }

  // What stands against the stage does not stand against the version.
  async #send(
    modelRef: string,
    report: VersionReport,
  ): Promise<'told' | 'waiting' | SourceProblem> {
    try {
      await this.#options.record.reportVersion(modelRef, report);
      return 'told';
    } catch (error) {
      const status = statusOf(error);
      if (status === NOT_FOUND) {
        return 'waiting';
      }
      const problem = {
        message: `Version ${report.version} of ${modelRef}: ${messageOf(
          error,
        )}`,
        remedy: this.#options.remedy,
      };
      if (status === CONFLICT && report.stage) {
        const { stage, ...rest } = report;
        const other = await this.#send(modelRef, rest);
        return other === 'told' ? problem : other;
      }
      return problem;
    }
  }
}

// There can be hundreds of thousands: it must be quick, and an order of keys that changes
// only has a version told again.
function digestOf(facts: JsonValue): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url');
}

function statusOf(error: unknown): number {
  const status = ResponseError.is(error) ? error.statusCode : 0;
  if (![400, NOT_FOUND, CONFLICT].includes(status)) {
    throw new SourceError('The models plugin did not take a version.', {
      cause: error,
      remedy:
        'The models themselves are in the catalog. See that the models plugin runs, and in the log why it refused; it is told again in the next run.',
    });
  }
  return status;
}

function messageOf(error: unknown): string {
  const message = ResponseError.is(error) ? error.cause.message : String(error);
  return message.endsWith('.') ? message : `${message}.`;
}
