import { EndpointBody, EndpointQuery } from '../api/endpoint';
import { Endpoints, endpoints } from '../api/endpoints';
import { SourcesClient } from './SourcesClient';

/**
 * Calls the HTTP API of the models plugin with the types of its contract.
 *
 * @remarks
 *
 * Every answer is parsed with the schema of its endpoint: an answer of another
 * shape is an error here, not a surprise later.
 *
 * @public
 */
export class ModelsClient extends SourcesClient {
  /** Everything that the page of a model shows. */
  async getOverview(
    modelRef: string,
    query: EndpointQuery<Endpoints['getOverview']> = {},
  ) {
    return this.callForModel(endpoints.getOverview, modelRef, { query });
  }

  /** One line about each of the named models that the caller may see. */
  async getSummaries(body: EndpointBody<Endpoints['getSummaries']>) {
    return this.call(endpoints.getSummaries, { body });
  }

  /** The models of the fleet, filtered and sorted. */
  async listFleet(query: EndpointQuery<Endpoints['listFleet']> = {}) {
    return this.call(endpoints.listFleet, { query });
  }

  /** What the fleet can be filtered by, with counts. */
  async getFleetFacets(query: EndpointQuery<Endpoints['getFleetFacets']> = {}) {
    return this.call(endpoints.getFleetFacets, { query });
  }

  /** Which models a filter lets through. */
  async listFleetRefs(query: EndpointQuery<Endpoints['listFleetRefs']> = {}) {
    return this.call(endpoints.listFleetRefs, { query });
  }

  /** How the models that a filter lets through were on each of the last days. */
  async getFleetTrend(query: EndpointQuery<Endpoints['getFleetTrend']> = {}) {
    return this.call(endpoints.getFleetTrend, { query });
  }

  /** The model card of a version. */
  async getCard(
    modelRef: string,
    query: EndpointQuery<Endpoints['getCard']> = {},
  ) {
    return this.callForModel(endpoints.getCard, modelRef, { query });
  }

  /** A model card of a version, written from the record. */
  async exportModelCard(
    modelRef: string,
    query: EndpointQuery<Endpoints['exportModelCard']> = {},
  ) {
    return this.callForModel(endpoints.exportModelCard, modelRef, { query });
  }

  /** The models that a filter lets through, as CSV; all that the caller may see without. */
  async exportInventory(
    query: EndpointQuery<Endpoints['exportInventory']> = {},
  ) {
    return this.call(endpoints.exportInventory, { query });
  }

  /** Like {@link ModelsClient.exportInventory}, as a bill of materials. */
  async exportBom(query: EndpointQuery<Endpoints['exportBom']> = {}) {
    return this.call(endpoints.exportBom, { query });
  }

  /** A version of a model as a bill of materials. */
  async exportModelBom(
    modelRef: string,
    query: EndpointQuery<Endpoints['exportModelBom']> = {},
  ) {
    return this.callForModel(endpoints.exportModelBom, modelRef, { query });
  }

  /** Reports a version. */
  async reportVersion(
    modelRef: string,
    body: EndpointBody<Endpoints['reportVersion']>,
  ) {
    return this.callForModel(endpoints.reportVersion, modelRef, { body });
  }

  /** Lists versions, the newest first. */
  async listVersions(
    modelRef: string,
    query: EndpointQuery<Endpoints['listVersions']> = {},
  ) {
    return this.callForModel(endpoints.listVersions, modelRef, { query });
  }

  /** Reports a deployment. */
  async reportDeployment(
    modelRef: string,
    body: EndpointBody<Endpoints['reportDeployment']>,
  ) {
    return this.callForModel(endpoints.reportDeployment, modelRef, { body });
  }

  /** Which versions of models a service runs. */
  async listServed(body: EndpointBody<Endpoints['listServed']>) {
    return this.call(endpoints.listServed, { body });
  }

  /** Lists how deployments changed, the newest first. */
  async listDeploymentChanges(
    modelRef: string,
    query: EndpointQuery<Endpoints['listDeploymentChanges']> = {},
  ) {
    return this.callForModel(endpoints.listDeploymentChanges, modelRef, {
      query,
    });
  }

  /** Reports what checks observed. */
  async reportCheckResults(
    modelRef: string,
    body: EndpointBody<Endpoints['reportCheckResults']>,
  ) {
    return this.callForModel(endpoints.reportCheckResults, modelRef, { body });
  }

  /** Reports a document that a monitoring tool wrote. */
  async reportMonitoringReport(
    modelRef: string,
    body: EndpointBody<Endpoints['reportMonitoringReport']>,
    query: EndpointQuery<Endpoints['reportMonitoringReport']> = {},
  ) {
    return this.callForModel(endpoints.reportMonitoringReport, modelRef, {
      body,
      query,
    });
  }

  /** Lists the observations of one check, the newest first. */
  async listCheckResults(
    modelRef: string,
    query: EndpointQuery<Endpoints['listCheckResults']>,
  ) {
    return this.callForModel(endpoints.listCheckResults, modelRef, { query });
  }

  /** How the model does, and the checks that say so. */
  async getMonitoring(modelRef: string) {
    return this.callForModel(endpoints.getMonitoring, modelRef, {});
  }

  /** Says that a check is no longer run. */
  async retireCheck(
    modelRef: string,
    body: EndpointBody<Endpoints['retireCheck']>,
  ) {
    return this.callForModel(endpoints.retireCheck, modelRef, { body });
  }

  /** Lists checks that are no longer run, the last retired first. */
  async listRetiredChecks(
    modelRef: string,
    query: EndpointQuery<Endpoints['listRetiredChecks']> = {},
  ) {
    return this.callForModel(endpoints.listRetiredChecks, modelRef, { query });
  }

  /** The history of one check, as coarse as it is asked for. */
  async getCheckSeries(
    modelRef: string,
    query: EndpointQuery<Endpoints['getCheckSeries']>,
  ) {
    return this.callForModel(endpoints.getCheckSeries, modelRef, { query });
  }

  /** Lists incidents of the model, the newest first. */
  async listIncidents(
    modelRef: string,
    query: EndpointQuery<Endpoints['listIncidents']> = {},
  ) {
    return this.callForModel(endpoints.listIncidents, modelRef, { query });
  }

  /** Says that the caller looks after an incident. */
  async acknowledgeIncident(
    modelRef: string,
    id: string,
    body: EndpointBody<Endpoints['acknowledgeIncident']>,
  ) {
    return this.callForModel(endpoints.acknowledgeIncident, modelRef, {
      id,
      body,
    });
  }

  /** Says what caused an incident. */
  async markIncidentCause(
    modelRef: string,
    id: string,
    body: EndpointBody<Endpoints['markIncidentCause']>,
  ) {
    return this.callForModel(endpoints.markIncidentCause, modelRef, {
      id,
      body,
    });
  }

  /** Asks the owner to train the model again. */
  async askForRetraining(
    modelRef: string,
    id: string,
    body: EndpointBody<Endpoints['askForRetraining']>,
  ) {
    return this.callForModel(endpoints.askForRetraining, modelRef, {
      id,
      body,
    });
  }

  /** Lists incidents that go on, of all models that the caller may see. */
  async listOpenIncidents(
    query: EndpointQuery<Endpoints['listOpenIncidents']> = {},
  ) {
    return this.call(endpoints.listOpenIncidents, { query });
  }

  /** Counts the models in each monitoring status. */
  async countMonitoringStatuses() {
    return this.call(endpoints.countMonitoringStatuses, {});
  }

  /** Lists models that run in production although no check watches them. */
  async listUnmonitoredModels(
    query: EndpointQuery<Endpoints['listUnmonitoredModels']> = {},
  ) {
    return this.call(endpoints.listUnmonitoredModels, { query });
  }
}
