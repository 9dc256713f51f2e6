import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';

type Trouble = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A model of the stand-in. */
export interface StandInModel {
  name: string;
  description?: string;
  tags?: Array<{ key: string; value: string }>;
  aliases?: Array<{ alias: string; version: string }>;
  versions?: Array<{
    version: string;
    run_id?: string;
    status?: string;
    creation_timestamp?: number;
    tags?: Array<{ key: string; value: string }>;
  }>;
}

/** Answers like MLflow's REST API, in the shapes that were recorded of it. */
export class MlflowStandIn {
  models: StandInModel[] = [];
  metrics: Record<string, Array<{ key: string; value: unknown }>> = {};
  parameters: Array<{ key: string; value: string }> = [];
  /** Answers in the place of the server when it returns true. */
  trouble: Trouble = () => false;
  readonly asked: Array<{ path: string; authorization?: string }> = [];
  #server?: Server;

  async start(): Promise<void> {
    this.#server = createServer((request, response) =>
      this.#answer(request, response),
    );
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
    const url = new URL(request.url ?? '', 'http://mlflow');
    const path = url.pathname.replace('/api/2.0/mlflow/', '');
    const { authorization } = request.headers;
    this.asked.push({ path, authorization });
    if (this.trouble(request, response)) {
      return;
    }
    const answer = this.#answerOf(path, url.searchParams);
    response.statusCode = answer ? 200 : 404;
    response.setHeader('Content-Type', 'application/json');
    response.end(
      JSON.stringify(answer ?? { error_code: 'RESOURCE_DOES_NOT_EXIST' }),
    );
  }

  #answerOf(path: string, query: URLSearchParams): object | undefined {
    if (path === 'registered-models/search') {
      const all = this.models.map(({ versions, ...model }) => model);
      return page('registered_models', all, query);
    }
    if (path === 'model-versions/search') {
      const all = this.models.flatMap(({ name, versions = [] }) =>
        versions.map(version => ({
          ...{ name, status: 'READY', creation_timestamp: '1682321350875' },
          ...version,
        })),
      );
      return page('model_versions', all, query);
    }
    const metrics = this.metrics[query.get('run_id') ?? ''];
    const info = { experiment_id: '1', user_id: 'dario' };
    const data = { metrics, params: this.parameters };
    return metrics && { run: { info, data } };
  }
}

// As MLflow does: the token is an offset, and an empty list is left out.
function page(key: string, all: object[], query: URLSearchParams): object {
  const size = Number(query.get('max_results'));
  const token = query.get('page_token');
  const offset = token
    ? JSON.parse(Buffer.from(token, 'base64').toString()).offset
    : 0;
  const items = all.slice(offset, offset + size);
  const next = offset + size;
  return {
    ...(items.length > 0 && { [key]: items }),
    ...(next < all.length && {
      next_page_token: Buffer.from(JSON.stringify({ offset: next })).toString(
        'base64',
      ),
    }),
  };
}
