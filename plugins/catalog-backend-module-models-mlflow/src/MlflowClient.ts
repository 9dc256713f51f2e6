import { SourceError } from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';
import { MlflowInstance } from './config';
import {
  MlflowVersion,
  RegisteredModel,
  modelsPageSchema,
  runSchema,
  versionsPageSchema,
} from './mlflowSchemas';

const PAGE = 500;
/** More pages than any registry has: a server that turns in circles. */
const MOST_PAGES = 2_000;
const TIMEOUT_MS = 30_000;
const ATTEMPTS = 4;
const LONGEST_WAIT_MS = 60_000;
const KEPT = 'Models that were taken over before are kept.';
const PROMPT_TAG = 'mlflow.prompt.is_prompt';

export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** What was asked for is not there, or not for the user who asks. */
class NotThere extends SourceError {}

/** Reads a registry, all of it or nothing. */
export class MlflowClient {
  readonly #instance: MlflowInstance;
  readonly #wait: Wait;

  constructor(instance: MlflowInstance, wait: Wait) {
    this.#instance = instance;
    this.#wait = wait;
  }

  /** All registered models; prompts, which stand beside them, are none. */
  async models(signal: AbortSignal): Promise<RegisteredModel[]> {
    const found = new Map<string, RegisteredModel>();
    const pages = this.#pages('registered-models/search', modelsPageSchema, {
      signal,
      query: {},
    });
    for await (const page of pages) {
      // Pages shift when somebody writes meanwhile: one model can come twice.
      page.registered_models
        .filter(({ tags }) => !isPrompt(tags))
        .forEach(model => found.set(model.name, model));
    }
    return [...found.values()];
  }

  /** All versions of all models, the newest first. */
  async versions(signal: AbortSignal): Promise<MlflowVersion[]> {
    const found = new Map<string, MlflowVersion>();
    const pages = this.#pages('model-versions/search', versionsPageSchema, {
      signal,
      query: {},
    });
    for await (const page of pages) {
      page.model_versions.forEach(version =>
        found.set(JSON.stringify([version.name, version.version]), version),
      );
    }
    return [...found.values()].sort(
      (a, b) => Number(b.version) - Number(a.version),
    );
  }

  /** What a run measured in the end; nothing when the run may not be read or is gone. */
  async metrics(
    runId: string,
    signal: AbortSignal,
  ): Promise<Record<string, number> | undefined> {
    const answer = await this.#get('runs/get', runSchema, {
      signal,
      query: { run_id: runId },
    }).catch((error: unknown) => {
      if (error instanceof NotThere) {
        return undefined;
      }
      throw error;
    });
    return answer && numbersOf(answer);
  }

  async *#pages<T extends { next_page_token?: string }>(
    path: string,
    schema: z.ZodType<T>,
    options: { query: Record<string, string>; signal: AbortSignal },
  ): AsyncGenerator<T> {
    const seen = new Set<string>();
    let token = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await this.#get(path, schema, {
        signal: options.signal,
        query: {
          ...options.query,
          max_results: `${PAGE}`,
          ...(token && { page_token: token }),
        },
      });
      yield answer;
      token = answer.next_page_token ?? '';
      if (!token) {
        return;
      }
      if (seen.has(token)) {
        break;
      }
      seen.add(token);
    }
    throw new SourceError(
      `MLflow goes on naming further pages of ${path}, the same again and again.`,
      { remedy: `${KEPT} Look at the proxy in front of it, if there is one.` },
    );
  }

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    options: { query: Record<string, string>; signal: AbortSignal },
  ): Promise<T> {
    const base = this.#instance.url.replace(/\/+$/, '');
    const url = `${base}/api/2.0/mlflow/${path}?${new URLSearchParams(
      options.query,
    )}`;
    const text = await this.#fetch(url, path, options.signal);
    try {
      return schema.parse(JSON.parse(text));
    } catch (cause) {
      throw new SourceError(
        text.trimStart().startsWith('<')
          ? `MLflow answered ${path} with a web page.`
          : `MLflow answered ${path} with something that is not understood.`,
        {
          cause,
          remedy: `${KEPT} See that 'url' is the address of the tracking server, not of a sign-in page or of its web interface behind a path.`,
        },
      );
    }
  }

  async #fetch(url: string, path: string, signal: AbortSignal) {
    for (let attempt = 1; ; attempt++) {
      const { response, error } = await this.#try(url, signal);
      signal.throwIfAborted();
      if (response?.ok) {
        return response.text();
      }
      const mayPass = !response || isTransient(response.status);
      if (!mayPass || attempt === ATTEMPTS) {
        throw explain({ response, error, path });
      }
      await this.#wait(waitingTime(response, attempt), signal);
    }
  }

  async #try(url: string, signal: AbortSignal) {
    try {
      const response = await fetch(url, {
        headers: headersOf(this.#instance),
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      return { response };
    } catch (error) {
      return { error };
    }
  }
}

function numbersOf({
  run,
}: z.output<typeof runSchema>): Record<string, number> {
  return Object.fromEntries(
    run.data.metrics
      .filter(({ key }) => key.length <= 200)
      .flatMap(({ key, value }) =>
        typeof value === 'number' && Number.isFinite(value)
          ? [[key, value]]
          : [],
      )
      .slice(0, 100),
  );
}

function isPrompt(tags: RegisteredModel['tags']): boolean {
  return tags.some(({ key, value }) => key === PROMPT_TAG && value === 'true');
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

function headersOf(instance: MlflowInstance): Record<string, string> {
  const { token, username, password, headers } = instance;
  const basic =
    username && Buffer.from(`${username}:${password}`).toString('base64');
  return {
    Accept: 'application/json',
    ...(token && { Authorization: `Bearer ${token}` }),
    ...(basic && { Authorization: `Basic ${basic}` }),
    ...headers,
  };
}

function explain(failure: {
  response?: Response;
  error?: unknown;
  path: string;
}): SourceError {
  const { response, error, path } = failure;
  if (!response) {
    return new SourceError('MLflow could not be reached.', {
      cause: error,
      remedy: `${KEPT} See that the server is up, that 'url' is its address without redirects, and that the backend may connect to it.`,
    });
  }
  const { status } = response;
  const said = `MLflow answered ${path} with ${status}.`;
  if (status === 401 || status === 403) {
    return new NotThere(said, {
      remedy: `${KEPT} Renew the token or the password in the configuration; its user needs the permission to read registered models and runs.`,
    });
  }
  if (status === 404) {
    return new NotThere(said, {
      remedy: `${KEPT} See that 'url' is the address of the tracking server, and that it has a model registry.`,
    });
  }
  return new SourceError(said, {
    remedy:
      status === 429
        ? `${KEPT} It is asked too much: let the schedule ask less often.`
        : `${KEPT} Look into the log of MLflow when it goes on.`,
  });
}
