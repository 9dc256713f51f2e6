import { z } from 'zod';

/**
 * One operation of the HTTP API: the contract that the router, the client and
 * the OpenAPI document share.
 *
 * @public
 */
export interface Endpoint<
  TParams extends z.ZodType = z.ZodType,
  TQuery extends z.ZodType = z.ZodType,
  TBody extends z.ZodType = z.ZodType,
  TResponse extends z.ZodType = z.ZodType,
> {
  operationId: string;
  method: 'get' | 'post';
  /** Path below the plugin's base, with `:parameters`. */
  path: string;
  /** The feature that the operation belongs to. */
  feature: 'lifecycle' | 'deployments' | 'monitoring' | 'governance' | 'fleet';
  summary: string;
  description: string;
  params: TParams;
  query: TQuery;
  body: TBody;
  response: TResponse;
  status: 200 | 201;
  /** Whether the body is some JSON document of another system. */
  foreignBody?: boolean;
  /** Whether only people may call it, and no machine. */
  peopleOnly?: boolean;
  /** Name of the permission that it needs on the model, beside reading it. */
  permission?: string;
  /** Fields of the body that say what was asked for, for the audit. */
  audited?: readonly string[];
}

/**
 * Declares an {@link Endpoint} and keeps the types of its schemas.
 *
 * @public
 */
export function defineEndpoint<
  TParams extends z.ZodType,
  TQuery extends z.ZodType,
  TBody extends z.ZodType,
  TResponse extends z.ZodType,
>(
  endpoint: Endpoint<TParams, TQuery, TBody, TResponse>,
): Endpoint<TParams, TQuery, TBody, TResponse> {
  return endpoint;
}
