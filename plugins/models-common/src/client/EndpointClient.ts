import { ResponseError } from '@backstage/errors';
import { z } from 'zod';
import { Endpoint, EndpointBody, EndpointQuery } from '../api/endpoint';
import { parseModelRef } from '../kind/modelRef';

/**
 * What an endpoint answers.
 *
 * @public
 */
export type EndpointAnswer<E extends Endpoint> = z.output<E['response']>;

/**
 * What a client of the API needs from the system it runs in.
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
 * Calls endpoints with the types of their contract.
 *
 * @remarks
 *
 * Every answer is parsed with the schema of its endpoint: an answer of another
 * shape is an error here, not a surprise later.
 *
 * @public
 */
export class EndpointClient {
  readonly #options: ModelsClientOptions;

  constructor(options: ModelsClientOptions) {
    this.#options = options;
  }

  /**
   * Calls an endpoint about one model, or about one thing that it has (`id`).
   *
   * @throws `InputError` for a ref that names no model, and `ResponseError` for an
   *   answer that is an error.
   */
  protected async callForModel<E extends Endpoint>(
    endpoint: E,
    modelRef: string,
    input: {
      id?: string;
      query?: EndpointQuery<E>;
      body?: EndpointBody<E>;
    } = {},
  ): Promise<EndpointAnswer<E>> {
    const { id, ...rest } = input;
    const { namespace, name } = parseModelRef(modelRef);
    return this.call(endpoint, {
      params: { namespace, name, ...(id !== undefined && { id }) },
      ...rest,
    });
  }

  /**
   * Calls an endpoint.
   *
   * @throws `ResponseError` for an answer that is an error.
   */
  protected async call<E extends Endpoint>(
    endpoint: E,
    input: {
      params?: Record<string, string>;
      query?: EndpointQuery<E>;
      body?: EndpointBody<E>;
    } = {},
  ): Promise<EndpointAnswer<E>> {
    const baseUrl = await this.#options.discoveryApi.getBaseUrl('models');
    const url = new URL(baseUrl + fillPath(endpoint.path, input.params ?? {}));
    for (const [key, value] of Object.entries(input.query ?? {})) {
      for (const one of [value ?? []].flat()) {
        url.searchParams.append(key, String(one));
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
    const answer = endpoint.produces
      ? await response.text()
      : await response.json();
    return endpoint.response.parse(answer) as EndpointAnswer<E>;
  }
}

function fillPath(path: string, params: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_, key) => encodeURIComponent(params[key]));
}
