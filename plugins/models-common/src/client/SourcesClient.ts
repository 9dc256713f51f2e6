import { EndpointBody } from '../api/endpoint';
import { Endpoints, endpoints } from '../api/endpoints';
import { OwnershipClient } from './OwnershipClient';

/**
 * Calls the operations on the sources of models and facts.
 *
 * @public
 */
export class SourcesClient extends OwnershipClient {
  /** Lists all sources, and how they do. */
  async listSources() {
    return this.call(endpoints.listSources);
  }

  /** Reports how a source does. */
  async reportSource(body: EndpointBody<Endpoints['reportSource']>) {
    return this.call(endpoints.reportSource, { body });
  }

  /** Asks a source to run now. */
  async runSource(id: string) {
    return this.call(endpoints.runSource, { body: { id } });
  }
}
