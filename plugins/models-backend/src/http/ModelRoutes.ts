import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { Endpoint } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { z } from 'zod';
import { ModelAccess, VisibleModel, actorOf } from '../kind/ModelAccess';
import { ParsedRequest, RouterContext, mountEndpoint } from './mountEndpoint';

type ModelParams = z.ZodType<{ namespace: string; name: string }>;

/** Serves the endpoints of single models. */
export class ModelRoutes {
  readonly #options: RouterContext & {
    router: Router;
    auth: AuthService;
    access: ModelAccess;
  };

  constructor(
    options: RouterContext & {
      router: Router;
      auth: AuthService;
      access: ModelAccess;
    },
  ) {
    this.#options = options;
  }

  /**
   * Serves an endpoint whose path names a model: the handler runs only for callers
   * who may see the model and hold the permission that the endpoint asks for.
   */
  serve<Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    endpoint: Endpoint<ModelParams, Q, B, R>,
    handle: (
      request: Omit<ParsedRequest<ModelParams, Q, B>, 'params'> & {
        model: VisibleModel;
        actor: string;
      },
    ) => Promise<z.input<R>>,
  ): void {
    const { router, auth, access } = this.#options;
    mountEndpoint(router, this.#options, endpoint, async request => {
      const { credentials } = request;
      const { namespace, name } = request.params;
      const model = await findModel(access, endpoint, {
        namespace,
        name,
        credentials,
      });
      return handle({ ...request, model, actor: actorOf(auth, credentials) });
    });
  }
}

function findModel(
  access: ModelAccess,
  { permission }: Endpoint,
  options: {
    namespace: string;
    name: string;
    credentials: BackstageCredentials;
  },
): Promise<VisibleModel> {
  return permission
    ? access.write({ ...options, permission })
    : access.read(options);
}
