import {
  IncomingMessage,
  Server,
  ServerResponse,
  createServer,
} from 'node:http';
import { AddressInfo } from 'node:net';

/** Answers in the place of a stand-in when it returns true. */
export type Trouble = (
  request: IncomingMessage,
  response: ServerResponse,
) => boolean;

/** A request that a stand-in was asked. */
export interface Asked {
  /** Path below the prefix of the stand-in. */
  path: string;
  query: URLSearchParams;
  authorization?: string;
  request: IncomingMessage;
}

/** Answers HTTP requests on this machine in the place of a system that is not here. */
export abstract class StandIn {
  /** Answers in the place of the system when it returns true. */
  trouble: Trouble = () => false;
  /** All that was asked, in turn. */
  readonly asked: Asked[] = [];
  readonly #prefix: string;
  #server?: Server;

  constructor(prefix = '/') {
    this.#prefix = prefix;
  }

  /** The answer of the system: JSON, or text as it is; nothing for what is not there. */
  protected abstract answerTo(asked: Asked): object | string | undefined;

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      const asked = this.#toAsked(request);
      this.asked.push(asked);
      if (!this.trouble(request, response)) {
        const answer = this.answerTo(asked);
        response.statusCode = answer === undefined ? 404 : 200;
        response.setHeader('Content-Type', 'application/json');
        response.end(
          typeof answer === 'string' ? answer : JSON.stringify(answer ?? {}),
        );
      }
    });
    await new Promise<void>(resolve =>
      this.#server?.listen(0, '127.0.0.1', resolve),
    );
  }

  get url(): string {
    const address = this.#server?.address();
    return `http://127.0.0.1:${isPort(address) ? address.port : 'not-started'}`;
  }

  /** Has no trouble any more, and forgets what it was asked. */
  reset(): void {
    this.trouble = () => false;
    this.asked.length = 0;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise(resolve => this.#server?.close(resolve));
  }

  #toAsked(request: IncomingMessage): Asked {
    const { pathname, searchParams } = new URL(
      request.url ?? '',
      'http://stand-in',
    );
    const { authorization } = request.headers;
    const path = pathname.startsWith(this.#prefix)
      ? pathname.slice(this.#prefix.length)
      : pathname;
    return { path, query: searchParams, authorization, request };
  }
}

/** Starts a stand-in before the tests of a file, and ends it after them. */
export function standsIn<T extends StandIn>(standIn: T): T {
  beforeAll(() => standIn.start());
  beforeEach(() => standIn.reset());
  afterAll(() => standIn.stop());
  return standIn;
}

/** Answers everything with a status. */
export function answers(status: number, body = '{}', headers = {}): Trouble {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };
}

function isPort(
  address: AddressInfo | string | null | undefined,
): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
