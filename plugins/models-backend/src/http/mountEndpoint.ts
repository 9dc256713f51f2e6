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
    const run = async () => {
      const credentials: BackstageCredentials =
        await context.httpAuth.credentials(req, {
          allow: endpoint.peopleOnly ? ['user'] : ['user', 'service'],
        });
      return answer({ ...parseRequest(endpoint, req), credentials }, res);
    };
    const send = endpoint.permission
      ? await audited(context, endpoint, req, run)
      : await run();
    send?.();
  });
}

async function audited<T>(
  context: RouterContext,
  endpoint: Endpoint,
  request: Request,
  run: () => Promise<T>,
): Promise<T> {
  const event = await context.auditor.createEvent({
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
  try {
    const result = await run();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({
      error: error instanceof Error ? error : new Error(String(error)),
    });
    throw error;
  }
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
