import { EndpointBody, EndpointQuery } from '../api/endpoint';
import { Endpoints, endpoints } from '../api/endpoints';
import { GovernanceClient } from './GovernanceClient';

/**
 * Calls the operations on stages, and on what a model has been through.
 *
 * @public
 */
export class LifecycleClient extends GovernanceClient {
  /** The configured stages, and the moves between them. */
  async getLifecycle() {
    return this.call(endpoints.getLifecycle);
  }

  /** Where a version may go from its stage, and what it lacks for that. */
  async listPossibleMoves(
    modelRef: string,
    query: EndpointQuery<Endpoints['listPossibleMoves']>,
  ) {
    return this.callForModel(endpoints.listPossibleMoves, modelRef, { query });
  }

  /** Lists how versions moved between stages, the newest first. */
  async listStageMoves(
    modelRef: string,
    query: EndpointQuery<Endpoints['listStageMoves']> = {},
  ) {
    return this.callForModel(endpoints.listStageMoves, modelRef, { query });
  }

  /** What depends on the model, as far as the caller may see it. */
  async listDependants(modelRef: string) {
    return this.callForModel(endpoints.listDependants, modelRef);
  }

  /** Sets the day on which the model reaches its end of life. */
  async setEndOfLife(
    modelRef: string,
    body: EndpointBody<Endpoints['setEndOfLife']>,
  ) {
    return this.callForModel(endpoints.setEndOfLife, modelRef, { body });
  }

  /** Takes the end of life of the model back. */
  async clearEndOfLife(
    modelRef: string,
    body: EndpointBody<Endpoints['clearEndOfLife']>,
  ) {
    return this.callForModel(endpoints.clearEndOfLife, modelRef, { body });
  }

  /** Lists all that happened to the model, the newest first. */
  async getTimeline(
    modelRef: string,
    query: EndpointQuery<Endpoints['getTimeline']> = {},
  ) {
    return this.callForModel(endpoints.getTimeline, modelRef, { query });
  }
}
