import { createOpenApiDocument } from '@modelry/backstage-plugin-models-common';
import { JsonObject, JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { z } from 'zod';
import {
  HOSTILE,
  Schema,
  THE_ID,
  THE_MODEL,
  cursors,
  numbers,
  schemaSchema,
  texts,
} from './arbitraryValues';

const parameterSchema = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().optional(),
  schema: z.unknown(),
});

const operationSchema = z.object({
  operationId: z.string(),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z
    .object({
      content: z.object({
        'application/json': z.object({ schema: z.unknown() }),
      }),
    })
    .optional(),
});

/** A request as somebody might send it who has read the contract, or half of it. */
export interface ArbitraryRequest {
  method: 'get' | 'post';
  path: string;
  body?: JsonValue;
}

const MAX_DEPTH = 5;

/** Makes requests out of the OpenAPI document. */
export class RequestMaker {
  readonly #document = createOpenApiDocument();

  /** Every operation, with what may be sent to it. */
  operations(): Array<[string, fc.Arbitrary<ArbitraryRequest>]> {
    const paths = z
      .record(z.string(), z.record(z.string(), operationSchema))
      .parse(this.#document.paths);
    return Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(
        ([method, operation]): [string, fc.Arbitrary<ArbitraryRequest>] => [
          operation.operationId,
          this.#requests(path, method === 'get' ? 'get' : 'post', operation),
        ],
      ),
    );
  }

  #requests(
    path: string,
    method: ArbitraryRequest['method'],
    { parameters, requestBody }: z.output<typeof operationSchema>,
  ): fc.Arbitrary<ArbitraryRequest> {
    const valueOf = (schema: unknown) => spoilt(this.#values(schema, 0));
    const inPath = parameters.filter(parameter => parameter.in === 'path');
    const inQuery = parameters.filter(parameter => parameter.in === 'query');
    const schema = requestBody?.content['application/json'].schema;
    return fc
      .record({
        params: fc.record(
          Object.fromEntries(
            inPath.map(one => [one.name, pathValue(one, valueOf(one.schema))]),
          ),
        ),
        query: fc.record(
          Object.fromEntries(
            inQuery.map(one => [
              one.name,
              one.name === 'cursor' ? cursors() : valueOf(one.schema),
            ]),
          ),
          {
            requiredKeys: inQuery
              .filter(one => one.required)
              .map(one => one.name),
          },
        ),
        body: schema ? valueOf(schema) : fc.constant(undefined),
      })
      .map(({ params, query, body }) => ({
        method,
        path: fillPath(path, params) + toQuery(query),
        ...(body !== undefined && { body }),
      }));
  }

  #values(given: unknown, depth: number): fc.Arbitrary<JsonValue> {
    const schema = this.#resolve(schemaSchema.parse(given));
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) {
      return fc.oneof(...choices.map(one => this.#values(one, depth)));
    }
    if (schema.allOf) {
      return this.#values(
        Object.assign({}, ...schema.allOf.map(one => this.#resolve(one))),
        depth,
      );
    }
    if (schema.enum || schema.const !== undefined) {
      return fc.constantFrom(...toJson(schema.enum ?? [schema.const]));
    }
    return this.#typed(schema, depth);
  }

  #typed(schema: Schema, depth: number): fc.Arbitrary<JsonValue> {
    switch (schema.type) {
      case 'string':
        return texts(schema);
      case 'integer':
      case 'number':
        return numbers(schema);
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(
          depth < MAX_DEPTH
            ? this.#values(schema.items ?? {}, depth + 1)
            : fc.constant(null),
          { maxLength: Math.min(schema.maxItems ?? 3, 3) },
        );
      case 'object':
        return this.#objects(schema, depth);
      default:
        return fc.constantFrom(...HOSTILE);
    }
  }

  #objects(schema: Schema, depth: number): fc.Arbitrary<JsonValue> {
    if (depth >= MAX_DEPTH) {
      return fc.constant({});
    }
    const { properties = {}, required = [] } = schema;
    return fc
      .record(
        Object.fromEntries(
          Object.entries(properties).map(([name, property]) => [
            name,
            mostlySound(this.#values(property, depth + 1)),
          ]),
        ),
        { requiredKeys: required.filter(name => name in properties) },
      )
      .map(toJsonObject);
  }

  #resolve(given: unknown): Schema {
    const schema = schemaSchema.parse(given);
    if (!schema.$ref) {
      return schema;
    }
    const components = z
      .object({ schemas: z.record(z.string(), z.unknown()) })
      .parse(this.#document.components);
    return this.#resolve(
      components.schemas[schema.$ref.split('/').pop() ?? ''],
    );
  }
}

// A body that is wrong in one place gets further than one that is wrong everywhere.
function mostlySound(values: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  return fc.oneof(
    { weight: 60, arbitrary: values },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
  );
}

function spoilt(values: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
  return fc.oneof(
    { weight: 40, arbitrary: values },
    { weight: 1, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: 1, arbitrary: fc.jsonValue().map(toJsonValue) },
  );
}

// Most requests shall be about a model that there is.
function pathValue(
  { name }: { name: string },
  values: fc.Arbitrary<JsonValue>,
): fc.Arbitrary<JsonValue> {
  const usual: Record<string, string> = {
    namespace: 'default',
    name: THE_MODEL,
    id: THE_ID,
  };
  return usual[name]
    ? fc.oneof(
        { weight: 8, arbitrary: fc.constant(usual[name]) },
        { weight: 1, arbitrary: values },
      )
    : values;
}

function fillPath(path: string, params: Record<string, JsonValue>): string {
  return path.replace(/\{(\w+)\}/g, (_, name) => encode(params[name]) || '-');
}

function toQuery(query: Record<string, JsonValue>): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map(one => `${name}=${encode(one)}`),
  );
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

function encode(value: JsonValue | undefined): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? '';
  // A lone surrogate cannot be sent in an address.
  return encodeURIComponent(Buffer.from(text.slice(0, 2_000)).toString());
}

function toJsonObject(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

function toJsonValue(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value) ?? 'null');
}

function toJson(values: unknown[]): JsonValue[] {
  return values.map(toJsonValue);
}
