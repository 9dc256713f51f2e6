import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** Answers like the location service of the bridge. */
export class BridgeStandIn {
  /** By path; text is sent as it is. */
  documents: Record<string, object | string> = {};
  /** Answers in the place of the server, when there is one. */
  trouble?: RequestListener;
  #server?: Server;

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      if (this.trouble) {
        this.trouble(request, response);
        return;
      }
      const path = request.url ?? '';
      const answer =
        path === '/list'
          ? { uris: Object.keys(this.documents) }
          : this.documents[path];
      response.statusCode = answer === undefined ? 404 : 200;
      response.end(
        typeof answer === 'string' ? answer : JSON.stringify(answer),
      );
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
}
