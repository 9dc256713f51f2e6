import {
  SourceAnswerError,
  SourceHttp,
  SourceHttpOptions,
  sourcePages,
} from '@modelry/backstage-plugin-models-node';
import { z } from 'zod';
import { KubeflowInstance } from './config';
import {
  Artifact,
  InferenceService,
  ModelVersion,
  RegisteredModel,
  ServeModel,
  ServingEnvironment,
  lists,
} from './kubeflowSchemas';

const SYSTEM = 'The model registry';
const KEPT = 'Models that were taken over before are kept.';
/** The server decides when it is not told, and may decide for nothing. */
const PAGE = '100';

/** Reads a registry, all of it or nothing. */
export class KubeflowClient {
  readonly #http: SourceHttp;

  constructor(
    instance: KubeflowInstance,
    patience: Pick<SourceHttpOptions, 'wait' | 'timeoutMs'> = {},
  ) {
    this.#http = new SourceHttp({
      ...{ system: SYSTEM, server: 'the model registry', kept: KEPT },
      needs: 'read registered models and inference services',
      ...{ url: instance.url, credentials: instance },
      ...patience,
    });
  }

  async models(signal: AbortSignal): Promise<RegisteredModel[]> {
    return this.#all('registered_models', lists.registered_models, signal);
  }

  async versions(signal: AbortSignal): Promise<ModelVersion[]> {
    return this.#all('model_versions', lists.model_versions, signal);
  }

  /** What belongs to a version; nothing when the version is gone. */
  async artifacts(versionId: string, signal: AbortSignal): Promise<Artifact[]> {
    const path = `model_versions/${encodeURIComponent(versionId)}/artifacts`;
    return this.#all(path, lists.artifacts, signal).catch((error: unknown) => {
      if (error instanceof SourceAnswerError && error.status === 404) {
        return [];
      }
      throw error;
    });
  }

  async inferenceServices(signal: AbortSignal): Promise<InferenceService[]> {
    return this.#all('inference_services', lists.inference_services, signal);
  }

  async environments(signal: AbortSignal): Promise<ServingEnvironment[]> {
    return this.#all(
      'serving_environments',
      lists.serving_environments,
      signal,
    );
  }

  /** What became of an inference service, in no order. */
  async serves(id: string, signal: AbortSignal): Promise<ServeModel[]> {
    return this.#all(
      `inference_services/${encodeURIComponent(id)}/serves`,
      lists.serves,
      signal,
    );
  }

  async #all<T extends { id: string }>(
    path: string,
    schema: z.ZodType<{ items: T[]; nextPageToken: string }>,
    signal: AbortSignal,
  ): Promise<T[]> {
    const found = new Map<string, T>();
    const pages = sourcePages({
      ...{ system: SYSTEM, named: path, kept: KEPT },
      read: token =>
        this.#http.getJson(`api/model_registry/v1alpha3/${path}`, schema, {
          ...{ signal, named: path },
          query: {
            ...{ pageSize: PAGE, orderBy: 'ID', sortOrder: 'ASC' },
            ...(token && { nextPageToken: token }),
          },
        }),
      nextOf: page => page.nextPageToken,
    });
    for await (const { items } of pages) {
      // Pages shift when somebody writes meanwhile: one can come twice.
      items.forEach(item => found.set(item.id, item));
    }
    return [...found.values()];
  }
}
