import { ResponseError } from '@backstage/errors';
import {
  ModelsClient,
  SourceProblem,
  VersionReport,
  sha256OfJson,
} from '@modelry/backstage-plugin-models-common';
import { SourceError } from '../sources/SourceError';

const NOT_FOUND = 404;
/** What stands against the version itself, and not against reporting at all. */
const ABOUT_VERSION = [400, NOT_FOUND, 409];

const REMEDY =
  'What the registry says of it was not taken over. A version that was deleted and made again needs another name, or another model.';

/** Tells the record of the versions of a registry, each once until it changes. */
export class RegistryVersions {
  readonly #record: Pick<ModelsClient, 'reportVersion'>;
  readonly #told = new Map<string, string>();

  constructor(record: Pick<ModelsClient, 'reportVersion'>) {
    this.#record = record;
  }

  /**
   * Tells of a version.
   *
   * @returns whether it was news; or why the record does not take it.
   * @throws `SourceError` when the record takes nothing at all.
   */
  async tell(
    modelRef: string,
    report: VersionReport,
  ): Promise<boolean | SourceProblem> {
    const key = JSON.stringify([modelRef, report.version]);
    const digest = sha256OfJson(report);
    if (this.#told.get(key) === digest) {
      return false;
    }
    try {
      await this.#record.reportVersion(modelRef, report);
    } catch (error) {
      if (
        !ResponseError.is(error) ||
        !ABOUT_VERSION.includes(error.statusCode)
      ) {
        throw new SourceError('The models plugin did not take a version.', {
          cause: error,
          remedy:
            'The models themselves are in the catalog. See that the models plugin runs, and in the log why it refused; it is told again in the next run.',
        });
      }
      // The catalog has only just been told of the model: the next run comes back to it.
      return error.statusCode === NOT_FOUND
        ? false
        : {
            message: `Version ${report.version} of ${modelRef}: ${error.cause.message}.`,
            remedy: REMEDY,
          };
    }
    this.#told.set(key, digest);
    return true;
  }
}
