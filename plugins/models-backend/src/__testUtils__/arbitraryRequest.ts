import { createOpenApiDocument } from '@modelry/backstage-plugin-models-common';
import { JsonObject, JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { z } from 'zod';

/** A part of a JSON Schema, as far as the contract uses it. */
const schemaSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z.unknown().optional(),
  maxItems: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
});

type Schema = z.output<typeof schemaSchema>;

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

/** What trips over a database, a parser, a header or a date. */
const HOSTILE: JsonValue[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308],
  ...['', ' ', '\u0000', '\ud800', 'a\u0000b', '\u202e', '%', '%00', '../..'],
  ...["'; drop table models; --", '${jndi:ldap://x}', '{{7*7}}', '=1+1'],
  ...['__proto__', 'constructor', 'javascript:alert(1)', '9'.repeat(400)],
  ...['0000-00-00T00:00:00Z', '9999-12-31T23:59:59Z', 'P9999999Y', 'NaN'],
  ...[[], {}, [[[[]]]], { $ne: null }, 'x'.repeat(20_000)],
];

const MAX_DEPTH = 5;

/** Stands in paths for the name of the model that is there. */
export const THE_MODEL = 'the-model';

/** Stands in paths for the id of what the model has. */
export const THE_ID = 'the-id';

/** Texts that mean something in the record of the model. */
const FAMILIAR = [
  ...['production', 'validation', 'development', '1', '2', 'AUC', 'none'],
  ...[`model:default/${THE_MODEL}`, 'group:default/risk-office'],
  ...['user:default/vera-validator', 'independent-validation', 'validator'],
];

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

function texts(schema: Schema): fc.Arbitrary<string> {
  const { minLength = 0, maxLength = 30, pattern, format } = schema;
  if (format === 'date-time') {
    return dates().map(date => date.toISOString());
  }
  if (format === 'date') {
    return dates().map(date => date.toISOString().slice(0, 10));
  }
  if (format === 'uuid') {
    return fc.uuid();
  }
  if (format === 'uri') {
    return fc.webUrl();
  }
  if (format === 'duration') {
    return fc.constantFrom('P1D', 'PT6H', 'P1Y', 'P3650D');
  }
  if (pattern) {
    const expression = new RegExp(pattern);
    const fitting = FAMILIAR.filter(text => expression.test(text));
    return fc.oneof(
      fc.constantFrom(...(fitting.length > 0 ? fitting : ['a'])),
      fc.stringMatching(expression),
    );
  }
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...FAMILIAR) },
    fc.string({
      unit: 'binary',
      minLength: Math.min(minLength, 30),
      maxLength: Math.max(Math.min(maxLength, 60), minLength),
    }),
  );
}

// Cursors are ours alone to make: others must be refused, whatever they hold.
function cursors(): fc.Arbitrary<string> {
  const part = fc.oneof(fc.integer(), fc.double(), fc.string());
  return fc.oneof(
    fc.constant(''),
    fc.string(),
    fc
      .array(part, { minLength: 1, maxLength: 5 })
      .map(place => Buffer.from(JSON.stringify(place)).toString('base64url')),
  );
}

function dates(): fc.Arbitrary<Date> {
  return fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
    noInvalidDate: true,
  });
}

function numbers({ type, minimum, maximum }: Schema): fc.Arbitrary<number> {
  const range = {
    min: Math.max(minimum ?? -(2 ** 31), -(2 ** 53)),
    max: Math.min(maximum ?? 2 ** 31, 2 ** 53),
  };
  return type === 'integer'
    ? fc.integer(range)
    : fc.double({ ...range, noNaN: true });
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
