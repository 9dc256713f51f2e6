import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import {
  SourceAnswerError,
  SourceError,
  SourceHttp,
  SourceHttpOptions,
  sourcePages,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';
import {
  RESOURCE_PATHS,
  Resource,
  Revision,
  Serving,
  aboutSchema,
  clustersSchema,
  pageSchema,
  revisionSchema,
} from './resources';

const PAGE = '500';
/** A scope may take a minute, with three more attempts. */
const TIMEOUT_MS = 10_000;
const KEPT = 'What was said before still stands.';
/** Of these, users bring their own credentials; a backend has none. */
const BY_USERS = ['google', 'oidc', 'aks'];

/** Asks clusters through the Kubernetes backend of Backstage. */
export class KubernetesClient {
  readonly #options: {
    auth: AuthService;
    discovery: DiscoveryService;
    wait?: SourceHttpOptions['wait'];
  };

  constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    wait?: SourceHttpOptions['wait'];
  }) {
    this.#options = options;
  }

  /** The clusters that Backstage knows, and whether a backend may ask them. */
  async clusters(
    signal: AbortSignal,
  ): Promise<Array<{ name: string; byUsers?: string }>> {
    const { items } = await this.#get('clusters', clustersSchema, { signal });
    return items.map(({ name, authProvider }) => ({
      name,
      ...(BY_USERS.includes(authProvider) && { byUsers: authProvider }),
    }));
  }

  /**
   * All of one kind in a cluster; none when the cluster does not know that kind.
   *
   * @throws `SourceError` when it cannot be told.
   */
  async list(
    cluster: string,
    resource: Resource,
    signal: AbortSignal,
  ): Promise<Serving[]> {
    for (const path of RESOURCE_PATHS[resource]) {
      try {
        return await this.#listAt(path, { cluster, resource, signal });
      } catch (error) {
        if (!(error instanceof SourceAnswerError) || error.status !== 404) {
          throw error;
        }
      }
    }
    await this.#assertThere(cluster, signal);
    return [];
  }

  /**
   * What a revision of Knative was made of.
   *
   * @throws `SourceError` when it cannot be told.
   */
  async revision(
    at: { cluster: string; namespace: string; name: string },
    signal: AbortSignal,
  ): Promise<Revision> {
    const { cluster, namespace, name } = at;
    const [space, revision] = [namespace, name].map(encodeURIComponent);
    const path = `proxy/apis/serving.knative.dev/v1/namespaces/${space}/revisions/${revision}`;
    const answer = await this.#get(path, revisionSchema, {
      ...{ cluster, signal, named: `the revision ${namespace}/${name}` },
    });
    return answer.metadata;
  }

  // A cluster that Backstage knows no more answers 404, too, and so does whatever else may
  // stand at its address: that would take away all that runs there.
  async #assertThere(cluster: string, signal: AbortSignal): Promise<void> {
    try {
      await this.#get('proxy/version', aboutSchema, {
        ...{ cluster, signal, named: 'its version' },
      });
    } catch (error) {
      const status = error instanceof SourceAnswerError ? error.status : 0;
      if (status === 404) {
        throw new SourceError(`There is no cluster at '${cluster}'.`, {
          cause: error,
          remedy: `${KEPT} See that the Kubernetes plugin has a cluster of this name, and that its address is that of a Kubernetes API.`,
        });
      }
      // Whoever refuses to tell its version is there.
      if (status !== 403) {
        throw error;
      }
    }
  }

  async #listAt(
    path: string,
    options: { cluster: string; resource: Resource; signal: AbortSignal },
  ): Promise<Serving[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#listOnce(path, options);
      } catch (error) {
        const status = error instanceof SourceAnswerError ? error.status : 0;
        // The place in the list is forgotten after some minutes: from the start again.
        if (status !== 410 || attempt === 3) {
          throw explained(error, options);
        }
      }
    }
  }

  async #listOnce(
    path: string,
    options: { cluster: string; resource: Resource; signal: AbortSignal },
  ): Promise<Serving[]> {
    const { cluster, resource, signal } = options;
    const found = new Map<string, Serving>();
    const pages = sourcePages({
      ...{ system: `The cluster '${cluster}'`, named: resource, kept: KEPT },
      read: token =>
        this.#get(`proxy/${path}`, pageSchema, {
          ...{ cluster, signal, named: resource },
          query: { limit: PAGE, ...(token && { continue: token }) },
        }),
      nextOf: page => page.metadata.continue,
    });
    for await (const { items } of pages) {
      items.forEach(one =>
        found.set(`${one.metadata.namespace}/${one.metadata.name}`, one),
      );
    }
    return [...found.values()];
  }

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    request: {
      cluster?: string;
      query?: Record<string, string>;
      named?: string;
      signal: AbortSignal;
    },
  ): Promise<T> {
    const { auth, discovery, wait } = this.#options;
    const { cluster, query, named, signal } = request;
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await auth.getOwnServiceCredentials(),
      targetPluginId: 'kubernetes',
    });
    const http = new SourceHttp({
      system: cluster ? `The cluster '${cluster}'` : 'The Kubernetes backend',
      server: 'the Kubernetes backend of Backstage',
      ...{ kept: KEPT, needs: 'list what serves models', wait },
      url: await discovery.getBaseUrl('kubernetes'),
      ...{ credentials: { token }, timeoutMs: TIMEOUT_MS },
    });
    return http.getJson(path, schema, {
      ...{ query, named, signal },
      ...(cluster && { headers: { 'Backstage-Kubernetes-Cluster': cluster } }),
    });
  }
}

function explained(
  error: unknown,
  { resource }: { resource: Resource },
): unknown {
  if (!(error instanceof SourceAnswerError)) {
    return error;
  }
  const remedies: Record<number, string> = {
    401: `${KEPT} See that the credentials of the cluster in the configuration of the Kubernetes plugin are good.`,
    403: `${KEPT} Allow the service account of the cluster to get and list ${resource}.`,
  };
  const remedy = remedies[error.status];
  return remedy
    ? new SourceError(error.message, { remedy, cause: error })
    : error;
}
