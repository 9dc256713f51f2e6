import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { Endpoint } from '@modelry/backstage-plugin-models-common';
import { Request } from 'express';
import { z } from 'zod';
import { CLOUD_EVENT_TYPES, structuredEvent } from './cloudEvents';
import { assertStorableText } from './storableText';

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
 * Parses a request with the schemas of its endpoint.
 *
 * @throws `InputError` that names every field that is wrong.
 */
export function parseRequest<
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
  if (endpoint.method === 'post') {
    assertJsonBody(endpoint, request);
  }
  return {
    params: parsePart('path', endpoint.params, request.params),
    query: parsePart('query', endpoint.query, request.query),
    body: parsePart(
      'body',
      endpoint.body,
      endpoint.method === 'get' ? undefined : bodyOf(endpoint, request),
      endpoint.foreignBody,
    ),
    ...(idempotencyKey && { idempotencyKey }),
  };
}

function assertJsonBody(endpoint: Endpoint, request: Request): void {
  const types = endpoint.foreignBody
    ? ['application/json', ...CLOUD_EVENT_TYPES]
    : ['application/json'];
  if (!request.is(types)) {
    throw new InputError(
      `Content-Type: send a body of the type ${types.join(' or ')}`,
    );
  }
}

function bodyOf(endpoint: Endpoint, request: Request): unknown {
  return endpoint.foreignBody ? structuredEvent(request) : request.body;
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
