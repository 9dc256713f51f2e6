import { Config } from '@backstage/config';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, extname, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';

const EXTENSIONS = ['.md', '.markdown', '.json'];

/**
 * Reads cards beside catalog files on the disk of the backend, as examples and local
 * development have them.
 *
 * @remarks
 *
 * Authors can write into an entity that it is from any file. So only cards below the
 * directory of a file that the configuration names in `catalog.locations` are read.
 */
export class CardFiles {
  readonly #directories: readonly string[];

  static fromConfig(config: Config): CardFiles {
    const locations = config.getOptionalConfigArray('catalog.locations') ?? [];
    return new CardFiles(
      locations
        .filter(location => location.getString('type') === 'file')
        .map(location => dirname(resolve(location.getString('target')))),
    );
  }

  private constructor(directories: readonly string[]) {
    this.#directories = directories;
  }

  /**
   * Opens a card.
   *
   * @throws `NotAllowedError` for a file that is no card of a configured location, and
   *   `NotFoundError` when there is none.
   */
  async open(path: string): Promise<Readable> {
    if (!EXTENSIONS.includes(extname(path)) || !this.#holds(path)) {
      throw notAllowed();
    }
    const real = await realpath(path).catch(() => undefined);
    if (!real) {
      throw new NotFoundError('There is no such file');
    }
    // A link may lead elsewhere; so may the way to a configured directory.
    const directories = await Promise.all(
      this.#directories.map(directory => realpath(directory).catch(() => '')),
    );
    if (!directories.some(directory => directory && isIn(directory, real))) {
      throw notAllowed();
    }
    return createReadStream(real);
  }

  #holds(path: string): boolean {
    return this.#directories.some(directory => isIn(directory, path));
  }
}

function isIn(directory: string, path: string): boolean {
  return path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

function notAllowed(): NotAllowedError {
  return new NotAllowedError(
    `cards on the backend's disk must be ${EXTENSIONS.join(
      ', ',
    )} files below a file location of catalog.locations`,
  );
}
