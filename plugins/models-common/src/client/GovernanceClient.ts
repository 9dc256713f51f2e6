import { EndpointBody, EndpointQuery } from '../api/endpoint';
import { Endpoints, endpoints } from '../api/endpoints';
import { EndpointClient } from './EndpointClient';

/**
 * Calls the operations on sign-offs.
 *
 * @public
 */
export class GovernanceClient extends EndpointClient {
  /** Opens a review of a version for a stage, or answers the one that is open. */
  async openReview(
    modelRef: string,
    body: EndpointBody<Endpoints['openReview']>,
  ) {
    return this.callForModel(endpoints.openReview, modelRef, { body });
  }

  /** Lists reviews, the newest first. */
  async listReviews(
    modelRef: string,
    query: EndpointQuery<Endpoints['listReviews']> = {},
  ) {
    return this.callForModel(endpoints.listReviews, modelRef, { query });
  }

  /** What a reviewer should know. */
  async getReview(modelRef: string, id: string) {
    return this.callForModel(endpoints.getReview, modelRef, { id });
  }

  /** Closes a review without moving the version. */
  async closeReview(
    modelRef: string,
    id: string,
    body: EndpointBody<Endpoints['closeReview']>,
  ) {
    return this.callForModel(endpoints.closeReview, modelRef, { id, body });
  }

  /** Decides a requirement for a version. */
  async decide(modelRef: string, body: EndpointBody<Endpoints['decide']>) {
    return this.callForModel(endpoints.decide, modelRef, { body });
  }

  /** Takes back a decision of the caller. */
  async withdrawDecision(
    modelRef: string,
    id: string,
    body: EndpointBody<Endpoints['withdrawDecision']>,
  ) {
    return this.callForModel(endpoints.withdrawDecision, modelRef, {
      id,
      body,
    });
  }

  /** Lists decisions, the newest first. */
  async listDecisions(
    modelRef: string,
    query: EndpointQuery<Endpoints['listDecisions']> = {},
  ) {
    return this.callForModel(endpoints.listDecisions, modelRef, { query });
  }

  /** Reads one decision, whole. */
  async getDecision(modelRef: string, id: string) {
    return this.callForModel(endpoints.getDecision, modelRef, { id });
  }

  /** Sets a requirement aside for a while. */
  async grantWaiver(
    modelRef: string,
    body: EndpointBody<Endpoints['grantWaiver']>,
  ) {
    return this.callForModel(endpoints.grantWaiver, modelRef, { body });
  }

  /** Ends a waiver before its time. */
  async revokeWaiver(
    modelRef: string,
    id: string,
    body: EndpointBody<Endpoints['revokeWaiver']>,
  ) {
    return this.callForModel(endpoints.revokeWaiver, modelRef, { id, body });
  }

  /** Lists waivers, the newest first. */
  async listWaivers(
    modelRef: string,
    query: EndpointQuery<Endpoints['listWaivers']> = {},
  ) {
    return this.callForModel(endpoints.listWaivers, modelRef, { query });
  }

  /** Moves a version to another lifecycle stage. */
  async moveStage(
    modelRef: string,
    body: EndpointBody<Endpoints['moveStage']>,
  ) {
    return this.callForModel(endpoints.moveStage, modelRef, { body });
  }

  /** Asks whether a version may enter a stage, or run in an environment. */
  async askGate(modelRef: string, query: EndpointQuery<Endpoints['askGate']>) {
    return this.callForModel(endpoints.askGate, modelRef, { query });
  }

  /** Lists the entries of a model's ledger, the oldest first. */
  async getLedger(
    modelRef: string,
    query: EndpointQuery<Endpoints['getLedger']> = {},
  ) {
    return this.callForModel(endpoints.getLedger, modelRef, { query });
  }

  /** The ledger of a model as JSON Lines. */
  async exportLedger(modelRef: string) {
    return this.callForModel(endpoints.exportLedger, modelRef);
  }

  /** The ledgers of all models, and the checkpoints, as JSON Lines. */
  async exportLedgers() {
    return this.call(endpoints.exportLedgers);
  }

  /** Lists checkpoints over all ledgers, the newest first. */
  async listCheckpoints(
    query: EndpointQuery<Endpoints['listCheckpoints']> = {},
  ) {
    return this.call(endpoints.listCheckpoints, { query });
  }

  /** How much there is on each view of the governance board. */
  async getBoardFacets() {
    return this.call(endpoints.getBoardFacets);
  }

  /** Lists the matrix of models and requirements. */
  async listBoard(query: EndpointQuery<Endpoints['listBoard']> = {}) {
    return this.call(endpoints.listBoard, { query });
  }

  /** Lists sign-offs that wait for the caller, the longest waiting first. */
  async listWaiting(query: EndpointQuery<Endpoints['listWaiting']> = {}) {
    return this.call(endpoints.listWaiting, { query });
  }

  /** Lists sign-offs that expire soon or have expired, the earliest first. */
  async listExpiring(query: EndpointQuery<Endpoints['listExpiring']> = {}) {
    return this.call(endpoints.listExpiring, { query });
  }

  /** Lists waivers that count, the first to end first. */
  async listBoardWaivers(
    query: EndpointQuery<Endpoints['listBoardWaivers']> = {},
  ) {
    return this.call(endpoints.listBoardWaivers, { query });
  }

  /** Lists unsanctioned deployments, the newest finding first. */
  async listUnsanctioned(
    query: EndpointQuery<Endpoints['listUnsanctioned']> = {},
  ) {
    return this.call(endpoints.listUnsanctioned, { query });
  }
}
