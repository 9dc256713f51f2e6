import { z } from 'zod';
import { setTimeout as sleep } from 'node:timers/promises';
import { SourceError } from './SourceError';

const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;
const LONGEST_WAIT_MS = 60_000;

/** More than any page has: whoever sends on and on must not fill the memory. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/**
 * How a source proves who it is; one of token and user, or neither.
 *
 * @public
 */
export interface SourceCredentials {
  /** Bearer token. */
  token?: string;
  /** User for basic authentication. */
  username?: string;
  /** Password of that user. */
  password?: string;
  /** Headers that the system wants besides. */
  headers?: Record<string, string>;
}

/**
 * What {@link SourceHttp} needs to know of a system, to ask it and to say what is wrong
 * with it.
 *
 * @public
 */
export interface SourceHttpOptions {
  /** What people call the system, e.g. `MLflow`. */
  system: string;
  /** What `url` is the address of, e.g. `the tracking server`. */
  server: string;
  /** What stays as it is when the system does not answer, as a sentence. */
  kept: string;
  /** What whoever asks must be allowed to do, e.g. `read registered models`. */
  needs: string;
  /** Address that paths are added to. */
  url: string;
  /** How the source proves who it is. */
  credentials: SourceCredentials;
  /** Finds what the system itself says of a request that it refuses as bad. */
  explainRefusal?: (answer: unknown) => string | undefined;
  /** How long one request may take; half a minute when left out. */
  timeoutMs?: number;
  /** Waits between attempts; the clock of the machine when left out. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/**
 * A system answered a request with an error.
 *
 * @public
 */
export class SourceAnswerError extends SourceError {
  /** Status of the answer. */
  readonly status: number;

  constructor(
    message: string,
    options: { remedy: string; status: number; cause?: unknown },
  ) {
    super(message, options);
    this.status = options.status;
  }
}

interface Attempt {
  response?: Response;
  /** Nothing when there was more than is read. */
  text?: string;
  error?: unknown;
}

/**
 * Asks a system for JSON, again when it may help, and says what is wrong in words.
 *
 * @remarks
 *
 * Redirects are not followed: they lead to sign-in pages, and would carry credentials
 * elsewhere. After 429, 5xx and broken connections it is asked again, after growing
 * pauses or as long as the system says.
 *
 * @public
 */
export class SourceHttp {
  readonly #options: SourceHttpOptions;

  constructor(options: SourceHttpOptions) {
    this.#options = options;
  }

  /**
   * Gets what is at a path below the address, as its schema reads it.
   *
   * @throws `SourceAnswerError` for an answer that is an error, and `SourceError` for
   *   none or one that is not understood.
   */
  async getJson<T>(
    path: string,
    schema: z.ZodType<T>,
    request: {
      signal: AbortSignal;
      query?: Record<string, string> | URLSearchParams;
      headers?: Record<string, string>;
      /** What the request is called in messages; the path when left out. */
      named?: string;
    },
  ): Promise<T> {
    const { signal, query, headers = {}, named = path } = request;
    const base = this.#options.url.replace(/(?<!\/)\/+$/, '');
    const search = new URLSearchParams(query).toString();
    const url = `${base}/${path}${search && `?${search}`}`;
    const text = await this.#fetch(url, { headers, named, signal });
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw this.#notUnderstood({ text, named, cause });
    }
  }

  async #fetch(
    url: string,
    request: {
      headers: Record<string, string>;
      named: string;
      signal: AbortSignal;
    },
  ): Promise<string> {
    const { signal, named, headers } = request;
    const { wait = sleepFor } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#try(url, headers, signal);
      signal.throwIfAborted();
      const { response, text } = answer;
      if (response && text === undefined) {
        throw this.#tooLarge(named);
      }
      if (response?.ok && text !== undefined) {
        return text;
      }
      const mayPass = !response || isTransient(response.status);
      if (!mayPass || attempt === ATTEMPTS) {
        throw this.#explain(answer, named);
      }
      await wait(waitingTime(response, attempt), signal);
    }
  }

  async #try(
    url: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Attempt> {
    const { credentials, timeoutMs = TIMEOUT_MS } = this.#options;
    try {
      const response = await fetch(url, {
        headers: { ...headersOf(credentials), ...headers },
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      });
      // An answer that breaks off is none.
      return { text: await textOf(response), response };
    } catch (error) {
      return { error };
    }
  }

  #notUnderstood(options: { text: string; named: string; cause: unknown }) {
    const { text, named, cause } = options;
    const { system, server, kept } = this.#options;
    return new SourceError(
      text.trimStart().startsWith('<')
        ? `${system} answered ${named} with a web page.`
        : `${system} answered ${named} with something that is not understood.`,
      {
        cause,
        remedy: `${kept} See that 'url' is the address of ${server}, not of a sign-in page or of a web interface behind a path.`,
      },
    );
  }

  #tooLarge(named: string): SourceError {
    const { system, kept } = this.#options;
    return new SourceError(
      `${system} answered ${named} with more than ${
        LARGEST_BYTES / 1024 / 1024
      } MB.`,
      {
        remedy: `${kept} See that 'url' is its address, and what it answers there.`,
      },
    );
  }

  #explain({ response, text = '', error }: Attempt, named: string) {
    const { system, server, kept, needs } = this.#options;
    if (!response) {
      return new SourceError(`${system} could not be reached.`, {
        cause: error,
        remedy: `${kept} See that ${server} is up and answers in time, that 'url' is its address without redirects, and that the backend may connect to it.`,
      });
    }
    const { status } = response;
    const remedy = (what: string) => ({ status, remedy: `${kept} ${what}` });
    const said = `${system} answered ${named} with ${status}`;
    if (status === 401 || status === 403) {
      return new SourceAnswerError(
        `${said}.`,
        remedy(
          `Renew the token or the password in the configuration; its user must be allowed to ${needs}.`,
        ),
      );
    }
    if (status === 404) {
      return new SourceAnswerError(
        `${said}.`,
        remedy(`See that 'url' is the address of ${server}.`),
      );
    }
    const reason = this.#refusal(status, text);
    return new SourceAnswerError(
      reason ? `${said}: ${reason}` : `${said}.`,
      remedy(
        status === 429
          ? 'It is asked too much: let the schedule ask less often.'
          : 'Look into its log when it goes on.',
      ),
    );
  }

  // Only of requests that are bad: what is said to who may not ask can hold secrets.
  #refusal(status: number, text: string): string | undefined {
    const { explainRefusal } = this.#options;
    if (!explainRefusal || ![400, 422, 503].includes(status)) {
      return undefined;
    }
    try {
      return explainRefusal(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}

async function textOf(response: Response): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_BYTES) {
      return undefined;
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

async function sleepFor(milliseconds: number, signal: AbortSignal) {
  await sleep(milliseconds, undefined, { signal });
}

function isTransient(status: number): boolean {
  return status === 429 || status >= 500;
}

function waitingTime(response: Response | undefined, attempt: number): number {
  const seconds = Number(response?.headers.get('retry-after') ?? NaN);
  const millis = Number.isFinite(seconds)
    ? seconds * 1_000
    : 1_000 * 2 ** attempt;
  return Math.min(Math.max(millis, 0), LONGEST_WAIT_MS);
}

function headersOf(credentials: SourceCredentials): Record<string, string> {
  const { token, username, password, headers } = credentials;
  const basic =
    username && Buffer.from(`${username}:${password}`).toString('base64');
  return {
    Accept: 'application/json',
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(basic && { Authorization: `Basic ${basic}` }),
    ...headers,
  };
}
