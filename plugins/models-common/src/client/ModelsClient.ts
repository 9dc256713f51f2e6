import { EndpointBody, EndpointQuery } from '../api/endpoint';
import { Endpoints, endpoints } from '../api/endpoints';
import { LifecycleClient } from './LifecycleClient';

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
export class ModelsClient extends LifecycleClient {
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
}
