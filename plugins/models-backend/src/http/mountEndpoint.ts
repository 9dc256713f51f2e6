import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Endpoint } from '@modelry/backstage-plugin-models-common';
import { Request, Router } from 'express';
import { z } from 'zod';
import { assertStorableText } from './storableText';

/** What every route needs to know who calls and to leave a trace of it. */
export interface RouterContext {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}

/** A request whose every part is as its endpoint says. */
export interface ParsedRequest<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  credentials: BackstageCredentials;
  /** What the caller sent as `Idempotency-Key`. */
  idempotencyKey?: string;
}

const MAX_IDEMPOTENCY_KEY = 200;

/**
 * Serves an endpoint: checks who calls, parses the request with the endpoint's
 * schemas, and audits it when it writes.
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
  router[endpoint.method](endpoint.path, async (req, res) => {
    const run = async () => {
      const credentials = await context.httpAuth.credentials(req, {
        allow: endpoint.peopleOnly ? ['user'] : ['user', 'service'],
      });
      return handle({ ...parseRequest(endpoint, req), credentials });
    };
    const answer = endpoint.permission
      ? await audited(context, endpoint, req, run)
      : await run();
    // Nothing leaves that is not part of the contract.
    res.status(endpoint.status).json(endpoint.response.parse(answer));
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
    severityLevel: 'medium',
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

function parseRequest<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
>(
  endpoint: Endpoint<P, Q, B>,
  request: Request,
): Omit<ParsedRequest<P, Q, B>, 'credentials'> {
  const idempotencyKey = request.header('Idempotency-Key');
  if (idempotencyKey && idempotencyKey.length > MAX_IDEMPOTENCY_KEY) {
    throw new InputError(
      `Idempotency-Key: must be at most ${MAX_IDEMPOTENCY_KEY} characters`,
    );
  }
  if (endpoint.method === 'post' && !request.is('application/json')) {
    throw new InputError(
      'Content-Type: send a body of the type application/json',
    );
  }
  return {
    params: parsePart('path', endpoint.params, request.params),
    query: parsePart('query', endpoint.query, request.query),
    body: parsePart(
      'body',
      endpoint.body,
      endpoint.method === 'get' ? undefined : request.body,
      endpoint.foreignBody,
    ),
    ...(idempotencyKey && { idempotencyKey }),
  };
}

function parsePart<T extends z.ZodType>(
  part: 'path' | 'query' | 'body',
  schema: T,
  value: unknown,
  isForeign: boolean = false,
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    if (!isForeign) {
      assertStorableText(parsed.data, part);
    }
    return parsed.data;
  }
  const problems = parsed.error.issues.map(
    ({ path, message }) =>
      `${[part, ...path].map(String).join('.')}: ${message}`,
  );
  throw new InputError(problems.join('; '));
}
