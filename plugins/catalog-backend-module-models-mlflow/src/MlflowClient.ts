import {
  SourceAnswerError,
  SourceHttp,
  SourceHttpOptions,
  sourcePages,
} from '@modelry/backstage-plugin-models-node';
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
const SYSTEM = 'MLflow';
const KEPT = 'Models that were taken over before are kept.';
const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/** Reads a registry, all of it or nothing. */
export class MlflowClient {
  readonly #http: SourceHttp;

  constructor(instance: MlflowInstance, wait?: SourceHttpOptions['wait']) {
    this.#http = new SourceHttp({
      ...{ system: SYSTEM, server: 'the tracking server', kept: KEPT },
      needs: 'read registered models and runs',
      ...{ url: instance.url, credentials: instance, wait },
    });
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
      // What was asked for is not there, or not for the user who asks.
      if (
        error instanceof SourceAnswerError &&
        [401, 403, 404].includes(error.status)
      ) {
        return undefined;
      }
      throw error;
    });
    return answer && numbersOf(answer);
  }

  #pages<T extends { next_page_token?: string }>(
    path: string,
    schema: z.ZodType<T>,
    options: { query: Record<string, string>; signal: AbortSignal },
  ): AsyncGenerator<T> {
    const { query, signal } = options;
    return sourcePages({
      ...{ system: SYSTEM, named: path, kept: KEPT },
      read: token =>
        this.#get(path, schema, {
          signal,
          query: {
            ...{ ...query, max_results: `${PAGE}` },
            ...(token && { page_token: token }),
          },
        }),
      nextOf: page => page.next_page_token,
    });
  }

  async #get<T>(
    path: string,
    schema: z.ZodType<T>,
    options: { query: Record<string, string>; signal: AbortSignal },
  ): Promise<T> {
    return this.#http.getJson(`api/2.0/mlflow/${path}`, schema, {
      ...{ ...options, named: path },
    });
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
