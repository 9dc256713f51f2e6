import {
  DeploymentSource,
  DeploymentSourcesExtensionPoint,
} from '@modelry/backstage-plugin-models-node';
import { Duration } from 'luxon';

const ID = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The sources that modules added. */
export class DeploymentSources implements DeploymentSourcesExtensionPoint {
  readonly #sources = new Map<string, DeploymentSource>();

  addSource(source: DeploymentSource): void {
    const { id } = source;
    if (!ID.test(id)) {
      throw new Error(
        `'${id}' is no id of a source: write 1 to 63 lower-case letters, digits and dashes`,
      );
    }
    if (this.#sources.has(id)) {
      throw new Error(`The source of deployments '${id}' is added twice`);
    }
    for (const key of ['every', 'allowedSilence', 'goneAfter'] as const) {
      if (!(Duration.fromISO(source[key]).toMillis() > 0)) {
        throw new Error(
          `The source '${id}' has no valid '${key}': '${source[key]}' is no ISO 8601 duration, write e.g. PT5M`,
        );
      }
    }
    this.#sources.set(id, source);
  }

  /** All that were added. */
  list(): DeploymentSource[] {
    return [...this.#sources.values()];
  }
}
