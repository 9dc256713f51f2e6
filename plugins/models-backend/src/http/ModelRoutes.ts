import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { Endpoint } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { z } from 'zod';
import { ModelAccess, VisibleModel, actorOf } from '../kind/ModelAccess';
import { RouterContext, mountEndpoint, mountStream } from './mountEndpoint';
import { ParsedRequest } from './parseRequest';

type ModelParams = z.ZodType<{ namespace: string; name: string }>;

/** Whose ledger is asked for; it may be in the catalog no more. */
interface LedgerPlace {
  modelRef: string;
  inCatalog: boolean;
}

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
  serve<
    P extends ModelParams,
    Q extends z.ZodType,
    B extends z.ZodType,
    R extends z.ZodType,
  >(
    endpoint: Endpoint<P, Q, B, R>,
    handle: (
      request: ParsedRequest<P, Q, B> & { model: VisibleModel; actor: string },
    ) => Promise<z.input<R>>,
  ): void {
    const { router, auth, access } = this.#options;
    mountEndpoint(router, this.#options, endpoint, async request => {
      const { params, credentials } = request;
      const model = await findModel(access, endpoint, {
        ...params,
        credentials,
      });
      return handle({ ...request, model, actor: actorOf(auth, credentials) });
    });
  }

  /** Like {@link ModelRoutes.serve}, for a document that is sent as it is. */
  send<P extends ModelParams, Q extends z.ZodType>(
    endpoint: Endpoint<P, Q>,
    handle: (
      request: ParsedRequest<P, Q, z.ZodType> & { model: VisibleModel },
    ) => Promise<{ fileName: string; text: string }>,
  ): void {
    const { router, access } = this.#options;
    mountStream(router, this.#options, endpoint, async request => {
      const { params, credentials } = request;
      const model = await findModel(access, endpoint, {
        ...{ ...params, credentials },
      });
      const { fileName, text } = await handle({ ...request, model });
      return { fileName, lines: oneLine(text) };
    });
  }

  /**
   * Serves an endpoint about the ledger of a model, which outlives the model: the
   * handler gets the ref of a model that may be in the catalog no more.
   */
  serveLedger<Q extends z.ZodType, R extends z.ZodType>(
    endpoint: Endpoint<ModelParams, Q, z.ZodType, R>,
    handle: (
      request: ParsedRequest<ModelParams, Q, z.ZodType> & LedgerPlace,
    ) => Promise<z.input<R>>,
  ): void {
    mountEndpoint(
      this.#options.router,
      this.#options,
      endpoint,
      async request =>
        handle({ ...request, ...(await this.#findLedger(request)) }),
    );
  }

  /** Like {@link ModelRoutes.serveLedger}, for a document that is streamed. */
  streamLedger<Q extends z.ZodType>(
    endpoint: Endpoint<ModelParams, Q>,
    handle: (
      request: ParsedRequest<ModelParams, Q, z.ZodType> & LedgerPlace,
    ) => Promise<{ fileName: string; lines: AsyncIterable<string> }>,
  ): void {
    mountStream(this.#options.router, this.#options, endpoint, async request =>
      handle({ ...request, ...(await this.#findLedger(request)) }),
    );
  }

  #findLedger(request: {
    params: { namespace: string; name: string };
    credentials: BackstageCredentials;
  }): Promise<LedgerPlace> {
    const { params, credentials } = request;
    return this.#options.access.readLedger({ ...params, credentials });
  }
}

async function* oneLine(text: string): AsyncGenerator<string> {
  yield text;
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
