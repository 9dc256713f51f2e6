import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { refreshKeyOf } from './OverlayProcessor';

/** How many models one request to the database of the catalog names. */
const BATCH = 500;

/**
 * Has the catalog process models again whose overlay changed.
 *
 * It provides no entities: being a provider is how a module gets to do that.
 */
export class OverlayRefresher implements EntityProvider {
  readonly #waiting: Array<() => void> = [];
  #connection: EntityProviderConnection | undefined;

  /** Has something done as soon as the catalog runs. */
  whenConnected(start: () => void): void {
    this.#waiting.push(start);
  }

  getProviderName(): string {
    return 'modelry-overlay';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    this.#waiting.forEach(start => start());
  }

  async refresh(modelRefs: readonly string[]): Promise<void> {
    for (let start = 0; start < modelRefs.length; start += BATCH) {
      await this.#connection?.refresh({
        keys: modelRefs.slice(start, start + BATCH).map(refreshKeyOf),
      });
    }
  }
}
