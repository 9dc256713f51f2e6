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
  /** Unique name of the operation. */
  operationId: string;
  /** HTTP method. */
  method: 'get' | 'post';
  /** Path below the plugin's base, with `:parameters`. */
  path: string;
  /** The feature that the operation belongs to. */
  feature:
    | 'ownership'
    | 'lifecycle'
    | 'deployments'
    | 'monitoring'
    | 'governance'
    | 'fleet'
    | 'sources'
    | 'card';
  /** What it does, in a line. */
  summary: string;
  /** What a caller must know about it. */
  description: string;
  /** Schema of the parameters in the path. */
  params: TParams;
  /** Schema of the query. */
  query: TQuery;
  /** Schema of the JSON body; of nothing when there is none. */
  body: TBody;
  /** Schema of the JSON answer. */
  response: TResponse;
  /** HTTP status of the answer. */
  status: 200 | 201;
  /** Type of the answer; JSON when left out. Other answers are streamed as they are. */
  produces?:
    | 'application/jsonl'
    | 'application/vnd.cyclonedx+json'
    | 'text/csv'
    | 'text/markdown';
  /** Whether the body is some JSON document of another system. */
  foreignBody?: boolean;
  /** Whether only people may call it, and no machine. */
  peopleOnly?: boolean;
  /** Name of the permission that it needs; on the model, when it is about one. */
  permission?: string;
  /**
   * Whether it is done all the time and changes no model, so that the audit has it as minor,
   * and only when it is refused or says something new.
   */
  isRoutine?: boolean;
  /** Fields of the body that say what was asked for, for the audit. */
  audited?: readonly string[];
}

/**
 * What a caller may send as the query of an endpoint.
 *
 * @public
 */
export type EndpointQuery<E extends Endpoint> = z.input<E['query']>;

/**
 * What a caller sends as the body of an endpoint.
 *
 * @public
 */
export type EndpointBody<E extends Endpoint> = z.input<E['body']>;

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
