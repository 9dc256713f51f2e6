import {
  SourceAnswerError,
  SourceHttp,
  SourceHttpOptions,
  sourcePages,
  toNamedFacts,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';
import { MlflowInstance } from './config';
import {
  MlflowVersion,
  RegisteredModel,
  modelSchema,
  modelsPageSchema,
  runSchema,
  versionsPageSchema,
} from './mlflowSchemas';

const PAGE = 500;
const SYSTEM = 'MLflow';
const KEPT = 'Models that were taken over before are kept.';
const PROMPT_TAG = 'mlflow.prompt.is_prompt';

/** What a run was set to, and what it measured in the end. */
export interface MlflowRun {
  experimentId?: string;
  /** The name of whoever ran it, as their machine or their login says. */
  trainedBy?: string;
  metrics: Record<string, number>;
  parameters: Record<string, string>;
}

/** Reads a registry, all of it or nothing. */
export class MlflowClient {
  readonly #http: SourceHttp;

  constructor(
    instance: MlflowInstance,
    patience: Pick<SourceHttpOptions, 'wait' | 'timeoutMs'> = {},
  ) {
    this.#http = new SourceHttp({
      ...{ system: SYSTEM, server: 'the tracking server', kept: KEPT },
      needs: 'read registered models and runs',
      ...{ url: instance.url, credentials: instance },
      ...patience,
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

  /** Whether there is a registered model of a name that may be read. */
  async has(name: string, signal: AbortSignal): Promise<boolean> {
    const answer = await this.#getIfThere(
      'registered-models/get',
      modelSchema,
      { signal, query: { name } },
      [403, 404],
    );
    return answer !== undefined && !isPrompt(answer.registered_model.tags);
  }

  /**
   * The newest versions of all models that are ready, the newest first.
   *
   * @param most - how many of each model are kept, however many it has.
   */
  async versions(
    most: number,
    signal: AbortSignal,
  ): Promise<{ total: number; newest: Map<string, MlflowVersion[]> }> {
    const newest = new Map<string, MlflowVersion[]>();
    const seen = new Set<string>();
    const pages = this.#pages('model-versions/search', versionsPageSchema, {
      signal,
      query: {},
    });
    for await (const page of pages) {
      for (const version of page.model_versions) {
        const key = JSON.stringify([version.name, version.version]);
        if (!seen.has(key)) {
          seen.add(key);
          keepNewest(newest, version, most);
        }
      }
    }
    return { total: seen.size, newest };
  }

  /** What a run was set to and measured; nothing when it may not be read or is gone. */
  async run(
    runId: string,
    signal: AbortSignal,
  ): Promise<MlflowRun | undefined> {
    const answer = await this.#getIfThere(
      'runs/get',
      runSchema,
      { signal, query: { run_id: runId } },
      [401, 403, 404],
    );
    return answer && toRun(answer);
  }

  // What was asked for is not there, or not for the user who asks.
  async #getIfThere<T>(
    path: string,
    schema: z.ZodType<T>,
    options: { query: Record<string, string>; signal: AbortSignal },
    missing: readonly number[],
  ): Promise<T | undefined> {
    return this.#get(path, schema, options).catch((error: unknown) => {
      if (
        error instanceof SourceAnswerError &&
        missing.includes(error.status)
      ) {
        return undefined;
      }
      throw error;
    });
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

const LONGEST_VALUE = 500;
const USER_NAME = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,200}$/u;

function toRun({ run: { info, data } }: z.output<typeof runSchema>): MlflowRun {
  const metrics = data.metrics.flatMap(({ key, value }) =>
    typeof value === 'number' && Number.isFinite(value)
      ? [[key, value] as const]
      : [],
  );
  const parameters = data.params.map(
    ({ key, value }) => [key, String(value).slice(0, LONGEST_VALUE)] as const,
  );
  return {
    experimentId: info.experiment_id,
    trainedBy: USER_NAME.exec(info.user_id?.trim() ?? '')?.[0],
    metrics: toNamedFacts(metrics),
    parameters: toNamedFacts(parameters),
  };
}

function keepNewest(
  newest: Map<string, MlflowVersion[]>,
  version: MlflowVersion,
  most: number,
): void {
  const { name, status = 'READY' } = version;
  if (status !== 'READY') {
    return;
  }
  const ofModel = [...(newest.get(name) ?? []), version]
    .sort((a, b) => Number(b.version) - Number(a.version))
    .slice(0, most);
  newest.set(name, ofModel);
}

function isPrompt(tags: RegisteredModel['tags']): boolean {
  return tags.some(({ key, value }) => key === PROMPT_TAG && value === 'true');
}
