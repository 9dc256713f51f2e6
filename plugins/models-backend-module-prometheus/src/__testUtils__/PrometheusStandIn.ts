import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { AddressInfo } from 'node:net';

/** Value of a series at a time in seconds; nothing where it has none. */
type ValueAt = (seconds: number) => string | undefined;

/** A stand-in that answers in the shapes that were recorded of Prometheus 2.42. */
export class PrometheusStandIn {
  /** Series by the query that finds them. */
  series: Record<string, Array<{ metric: object; valueAt: ValueAt }>> = {};
  /** Answers in the place of the server when it returns true. */
  trouble: (request: IncomingMessage, response: ServerResponse) => boolean =
    () => false;
  readonly asked: URLSearchParams[] = [];
  #server?: Server;

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://prometheus');
      this.asked.push(url.searchParams);
      if (!this.trouble(request, response)) {
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(this.#answer(url.searchParams)));
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

  #answer(query: URLSearchParams): object {
    const [start, end, step] = ['start', 'end', 'step'].map(name =>
      Number(query.get(name)),
    );
    const found = this.series[query.get('query') ?? ''] ?? [];
    const result = found.flatMap(({ metric, valueAt }) => {
      const values: Array<[number, string]> = [];
      for (let at = start; at <= end; at += step) {
        const value = valueAt(at);
        if (value !== undefined) {
          values.push([at, value]);
        }
      }
      return values.length > 0 ? [{ metric, values }] : [];
    });
    return { status: 'success', data: { resultType: 'matrix', result } };
  }
}
