import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { Endpoint, EndpointBody, EndpointQuery } from '../api/endpoint';
import { Endpoints, endpoints } from '../api/endpoints';
import { parseModelRef } from '../kind/modelRef';

type Params<E extends Endpoint> = z.input<E['params']>;
type Answer<E extends Endpoint> = z.output<E['response']>;

/**
 * What a {@link ModelsClient} needs from the system it runs in.
 *
 * @public
 */
export interface ModelsClientOptions {
  /** Tells where the plugin's API is. */
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Sends requests with the caller's credentials. */
  fetchApi: { fetch: typeof fetch };
}

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
export class ModelsClient {
  readonly #options: ModelsClientOptions;

  constructor(options: ModelsClientOptions) {
    this.#options = options;
  }

  /** Everything that the page of a model shows. */
  async getOverview(
    modelRef: string,
    query: EndpointQuery<Endpoints['getOverview']> = {},
  ) {
    return this.#call(endpoints.getOverview, {
      params: toParams(modelRef),
      query,
    });
  }

  /** One line about each of the named models that the caller may see. */
  async getSummaries(body: EndpointBody<Endpoints['getSummaries']>) {
    return this.#call(endpoints.getSummaries, { params: {}, body });
  }

  /** Reports a version. */
  async reportVersion(
    modelRef: string,
    body: EndpointBody<Endpoints['reportVersion']>,
  ) {
    return this.#call(endpoints.reportVersion, {
      params: toParams(modelRef),
      body,
    });
  }

  /** Lists versions, the newest first. */
  async listVersions(
    modelRef: string,
    query: EndpointQuery<Endpoints['listVersions']> = {},
  ) {
    return this.#call(endpoints.listVersions, {
      params: toParams(modelRef),
      query,
    });
  }

  /** Reports a deployment. */
  async reportDeployment(
    modelRef: string,
    body: EndpointBody<Endpoints['reportDeployment']>,
  ) {
    return this.#call(endpoints.reportDeployment, {
      params: toParams(modelRef),
      body,
    });
  }

  /** Lists how deployments changed, the newest first. */
  async listDeploymentChanges(
    modelRef: string,
    query: EndpointQuery<Endpoints['listDeploymentChanges']> = {},
  ) {
    return this.#call(endpoints.listDeploymentChanges, {
      params: toParams(modelRef),
      query,
    });
  }

  /** Reports what checks observed. */
  async reportCheckResults(
    modelRef: string,
    body: EndpointBody<Endpoints['reportCheckResults']>,
  ) {
    return this.#call(endpoints.reportCheckResults, {
      params: toParams(modelRef),
      body,
    });
  }

  /** Reports a document that a monitoring tool wrote. */
  async reportMonitoringReport(
    modelRef: string,
    body: EndpointBody<Endpoints['reportMonitoringReport']>,
    query: EndpointQuery<Endpoints['reportMonitoringReport']> = {},
  ) {
    return this.#call(endpoints.reportMonitoringReport, {
      params: toParams(modelRef),
      query,
      body,
    });
  }

  /** Lists the observations of one check, the newest first. */
  async listCheckResults(
    modelRef: string,
    query: EndpointQuery<Endpoints['listCheckResults']>,
  ) {
    return this.#call(endpoints.listCheckResults, {
      params: toParams(modelRef),
      query,
    });
  }

  /** Decides a requirement for a version. */
  async decide(modelRef: string, body: EndpointBody<Endpoints['decide']>) {
    return this.#call(endpoints.decide, { params: toParams(modelRef), body });
  }

  /** Lists decisions, the newest first. */
  async listDecisions(
    modelRef: string,
    query: EndpointQuery<Endpoints['listDecisions']> = {},
  ) {
    return this.#call(endpoints.listDecisions, {
      params: toParams(modelRef),
      query,
    });
  }

  async #call<E extends Endpoint>(
    endpoint: E,
    input: {
      params: Params<E>;
      query?: EndpointQuery<E>;
      body?: EndpointBody<E>;
    },
  ): Promise<Answer<E>> {
    const baseUrl = await this.#options.discoveryApi.getBaseUrl('models');
    const url = new URL(
      baseUrl + fillPath(endpoint.path, input.params as Record<string, string>),
    );
    for (const [key, value] of Object.entries(input.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(key, String(value));
      }
    }
    const response = await this.#options.fetchApi.fetch(url.toString(), {
      method: endpoint.method.toLocaleUpperCase('en-US'),
      ...(input.body !== undefined && {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(input.body),
      }),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return endpoint.response.parse(await response.json()) as Answer<E>;
  }
}

function toParams(modelRef: string) {
  const { namespace, name } = parseModelRef(modelRef);
  return { namespace, name };
}

function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_, key) => encodeURIComponent(params[key]));
}
