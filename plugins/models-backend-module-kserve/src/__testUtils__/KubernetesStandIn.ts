import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { AddressInfo } from 'node:net';

type Trouble = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Stands in for the Kubernetes backend of Backstage and the clusters behind it, with
 * answers in the shapes that were recorded of KServe. There is no cluster here.
 */
export class KubernetesStandIn {
  clusters: Array<{ name: string; authProvider: string }> = [];
  /** By cluster and path of the API, e.g. `eu apis/serving.kserve.io/v1beta1/…`. */
  answers = new Map<string, object[]>();
  revisions = new Map<string, object>();
  /** Answers in the place of the server when it returns true. */
  trouble: Trouble = () => false;
  readonly asked: string[] = [];
  #server?: Server;

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      this.asked.push(`${cluster(request)} ${request.url}`);
      if (!this.trouble(request, response)) {
        this.#answer(request, response);
      }
    });
    await new Promise<void>(resolve =>
      this.#server?.listen(0, '127.0.0.1', resolve),
    );
  }

  get url(): string {
    const address = this.#server?.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => this.#server?.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '', 'http://kubernetes');
    const answer = this.#answerOf(cluster(request), url);
    response.statusCode = answer ? 200 : 404;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(answer ?? { kind: 'Status', code: 404 }));
  }

  #answerOf(name: string, { pathname, searchParams }: URL): object | undefined {
    if (pathname === '/clusters') {
      return { items: this.clusters };
    }
    const path = pathname.replace('/proxy/', '');
    const revision = this.revisions.get(path.split('/').at(-1) ?? '');
    if (path.includes('/revisions/')) {
      return revision && { metadata: revision };
    }
    const all = this.answers.get(`${name} ${path}`);
    const offset = Number(searchParams.get('continue') ?? '0');
    const next = offset + Number(searchParams.get('limit'));
    return (
      all && {
        kind: 'List',
        metadata: next < all.length ? { continue: `${next}` } : {},
        items: all.slice(offset, next),
      }
    );
  }
}

/** The cluster that a request is about; empty for the backend itself. */
export function cluster(request: IncomingMessage): string {
  return `${request.headers['backstage-kubernetes-cluster'] ?? ''}`;
}
