import { EndpointBody, EndpointQuery } from '../api/endpoint';
import { Endpoints, endpoints } from '../api/endpoints';
import { LifecycleClient } from './LifecycleClient';

/**
 * Calls the operations on who answers for models.
 *
 * @public
 */
export class OwnershipClient extends LifecycleClient {
  /** Gives a model an owner. */
  async assignOwner(
    modelRef: string,
    body: EndpointBody<Endpoints['assignOwner']>,
  ) {
    return this.callForModel(endpoints.assignOwner, modelRef, { body });
  }

  /** Goes back to the declared owner of a model. */
  async revertOwner(
    modelRef: string,
    body: EndpointBody<Endpoints['revertOwner']>,
  ) {
    return this.callForModel(endpoints.revertOwner, modelRef, { body });
  }

  /** Declines a model as its new owner. */
  async declineOwner(
    modelRef: string,
    body: EndpointBody<Endpoints['declineOwner']>,
  ) {
    return this.callForModel(endpoints.declineOwner, modelRef, { body });
  }

  /** Has a model go on with the record of the name that it had before. */
  async continueRecord(
    modelRef: string,
    body: EndpointBody<Endpoints['continueRecord']>,
  ) {
    return this.callForModel(endpoints.continueRecord, modelRef, { body });
  }

  /** Names the people who answer for a model in a role. */
  async assignRole(
    modelRef: string,
    body: EndpointBody<Endpoints['assignRole']>,
  ) {
    return this.callForModel(endpoints.assignRole, modelRef, { body });
  }

  /** Lists how the owner of a model changed, the newest first. */
  async listOwnerHistory(
    modelRef: string,
    query: EndpointQuery<Endpoints['listOwnerHistory']> = {},
  ) {
    return this.callForModel(endpoints.listOwnerHistory, modelRef, { query });
  }

  /** Changes the owner of many models at once. */
  async assignOwners(body: EndpointBody<Endpoints['assignOwners']>) {
    return this.call(endpoints.assignOwners, { body });
  }

  /** Lists the models that nobody answers for. */
  async listOrphans(query: EndpointQuery<Endpoints['listOrphans']> = {}) {
    return this.call(endpoints.listOrphans, { query });
  }
}
