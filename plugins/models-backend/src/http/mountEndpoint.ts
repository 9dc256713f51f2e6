import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { Endpoint } from '@modelry/backstage-plugin-models-common';
import { Request, Response, Router } from 'express';
import { z } from 'zod';
import { ParsedRequest, parseRequest } from './parseRequest';
import { sendStream } from './sendStream';

/** What every route needs to know who calls and to leave a trace of it. */
export interface RouterContext {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}

/**
 * Serves an endpoint: checks who calls, parses the request with the endpoint's
 * schemas, and audits it when it needs a permission.
 */
export function mountEndpoint<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  router: Router,
  context: RouterContext,
  endpoint: Endpoint<P, Q, B, R>,
  handle: (request: ParsedRequest<P, Q, B>) => Promise<z.input<R>>,
): void {
  mount(router, context, endpoint, async (request, response) => {
    const answer = await handle(request);
    return () => {
      // Nothing leaves that is not part of the contract.
      response.status(endpoint.status).json(endpoint.response.parse(answer));
    };
  });
}

/**
 * Serves an endpoint that is called all the time: audited when it is refused, and when its
 * handler says that it was told something new.
 */
export function mountRoutine<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(
  router: Router,
  context: RouterContext,
  endpoint: Endpoint<P, Q, B, R>,
  handle: (
    request: ParsedRequest<P, Q, B>,
  ) => Promise<{ answer: z.input<R>; isNews: boolean }>,
): void {
  router[endpoint.method](endpoint.path, async (req, res) => {
    const audit = () => startAudit(context, endpoint, req);
    try {
      const { answer, isNews } = await handle(
        await authenticated(context, endpoint, req),
      );
      const body = endpoint.response.parse(answer);
      if (isNews) {
        await (await audit()).success();
      }
      res.status(endpoint.status).json(body);
    } catch (error) {
      await (await audit()).fail({ error: toError(error) });
      throw error;
    }
  });
}

/**
 * Serves an endpoint whose answer is a document that is sent while it is made.
 *
 * The audit says that it succeeded only when all of it was sent.
 */
export function mountStream<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
>(
  router: Router,
  context: RouterContext,
  endpoint: Endpoint<P, Q, B>,
  handle: (
    request: ParsedRequest<P, Q, B>,
  ) => Promise<{ fileName: string; lines: AsyncIterable<string> }>,
): void {
  mount(router, context, endpoint, async (request, response) => {
    await sendStream(response, {
      ...(await handle(request)),
      type: endpoint.produces ?? 'text/plain',
    });
  });
}

function mount<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  router: Router,
  context: RouterContext,
  endpoint: Endpoint<P, Q, B>,
  answer: (
    request: ParsedRequest<P, Q, B>,
    response: Response,
  ) => Promise<(() => void) | void>,
): void {
  router[endpoint.method](endpoint.path, async (req, res) => {
    const run = async () =>
      answer(await authenticated(context, endpoint, req), res);
    const send = endpoint.permission
      ? await audited(context, endpoint, req, run)
      : await run();
    send?.();
  });
}

async function authenticated<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
>(
  { httpAuth }: RouterContext,
  endpoint: Endpoint<P, Q, B>,
  request: Request,
): Promise<ParsedRequest<P, Q, B>> {
  const credentials: BackstageCredentials = await httpAuth.credentials(
    request,
    { allow: endpoint.peopleOnly ? ['user'] : ['user', 'service'] },
  );
  return { ...parseRequest(endpoint, request), credentials };
}

async function audited<T>(
  context: RouterContext,
  endpoint: Endpoint,
  request: Request,
  run: () => Promise<T>,
): Promise<T> {
  const event = await startAudit(context, endpoint, request);
  try {
    const result = await run();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}

function startAudit(
  { auditor }: RouterContext,
  endpoint: Endpoint,
  request: Request,
) {
  return auditor.createEvent({
    eventId: endpoint.operationId.replace(
      /[A-Z]/g,
      letter => `-${letter.toLocaleLowerCase('en-US')}`,
    ),
    severityLevel:
      endpoint.method === 'get' || endpoint.isRoutine ? 'low' : 'medium',
    request,
    meta: {
      feature: endpoint.feature,
      ...request.params,
      ...auditedFields(endpoint, request.body),
    },
  });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

// The body is not parsed yet: only short text of it is written down.
function auditedFields(
  endpoint: Endpoint,
  body: unknown,
): Record<string, string> {
  const fields = new Map(Object.entries(Object(body)));
  return Object.fromEntries(
    (endpoint.audited ?? []).flatMap(name => {
      const value = fields.get(name);
      return typeof value === 'string' ? [[name, value.slice(0, 200)]] : [];
    }),
  );
}
