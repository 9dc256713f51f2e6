import { ResponseError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  ModelsClient,
  SourceProblem,
  VersionReport,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { SourceError } from './SourceError';

const CONFLICT = 409;
const NOT_FOUND = 404;

/** More than any catalog has versions that sources bring. */
const MOST_REMEMBERED = 200_000;

/**
 * What became of a version that a source told of: it was told; it was known already; the
 * catalog does not know its model yet, so that it is told in the next run; or it, or its
 * stage, was refused.
 *
 * @public
 */
export type ToldVersion = 'told' | 'known' | 'waiting' | SourceProblem;

/**
 * Tells the model record of versions, each once until something about it changes.
 *
 * @public
 */
export class VersionTeller {
  readonly #record: Pick<ModelsClient, 'reportVersion'>;
  readonly #remedy: string;
  readonly #told = new Map<string, string>();

  /**
   * @param options - `record` is told; `remedy` says what to do about a version that the
   *   record refuses.
   */
  constructor(options: {
    record: Pick<ModelsClient, 'reportVersion'>;
    remedy: string;
  }) {
    this.#record = options.record;
    this.#remedy = options.remedy;
  }

  /**
   * Tells of a version, unless the same facts were told before.
   *
   * @param version - `facts` are what the report is made of; `report` makes it, and is
   *   called only when they are new.
   * @throws `SourceError` when the record cannot be told at all.
   */
  async tell(version: {
    modelRef: string;
    version: string;
    facts: JsonValue;
    report: () => Promise<VersionReport>;
  }): Promise<ToldVersion> {
    const { modelRef, facts, report } = version;
    const key = JSON.stringify([modelRef, version.version]);
    const digest = sha256OfJson(facts);
    if (this.#told.get(key) === digest) {
      return 'known';
    }
    const result = await this.#send(modelRef, await report());
    if (result === 'told') {
      this.#remember(key, digest);
    }
    return result;
  }

  // What stands against the stage does not stand against the version.
  async #send(modelRef: string, report: VersionReport): Promise<ToldVersion> {
    try {
      await this.#record.reportVersion(modelRef, report);
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
        remedy: this.#remedy,
      };
      if (status === CONFLICT && report.stage) {
        const { stage, ...rest } = report;
        const other = await this.#send(modelRef, rest);
        return other === 'told' ? problem : other;
      }
      return problem;
    }
  }

  #remember(key: string, digest: string): void {
    if (this.#told.size >= MOST_REMEMBERED) {
      this.#told.clear();
    }
    this.#told.set(key, digest);
  }
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
