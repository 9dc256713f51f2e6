import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { AddressInfo } from 'node:net';

type Trouble = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Stands in for a Kubeflow Model Registry: answers as its OpenAPI document and recorded
 * answers have it. There is no registry here.
 */
export class RegistryStandIn {
  /** What each list holds, by its path below `/api/model_registry/v1alpha3/`. */
  lists: Record<string, object[]> = {};
  /** Answers in the place of the server when it returns true. */
  trouble: Trouble = () => false;
  readonly asked: Array<{ path: string; authorization?: string }> = [];
  #server?: Server;

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(
        request.url ?? '',
        'http://registry',
      );
      const path = pathname.replace('/api/model_registry/v1alpha3/', '');
      const { authorization } = request.headers;
      this.asked.push({ path, authorization });
      if (!this.trouble(request, response)) {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(this.#page(path, searchParams)));
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

  reset(): void {
    this.lists = {};
    this.trouble = () => false;
    this.asked.length = 0;
  }

  #page(path: string, query: URLSearchParams): object {
    const all = this.lists[path] ?? [];
    const size = Number(query.get('pageSize'));
    const offset = Number(query.get('nextPageToken') ?? '0');
    const items = all.slice(offset, offset + size);
    const next = offset + size;
    return {
      ...{ items, size: items.length, pageSize: size },
      nextPageToken: next < all.length ? `${next}` : '',
    };
  }
}
