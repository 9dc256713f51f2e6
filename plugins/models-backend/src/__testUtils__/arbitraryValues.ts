import { JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { z } from 'zod';

/** A part of a JSON Schema, as far as the contract uses it. */
export const schemaSchema = z.looseObject({
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

/** What {@link schemaSchema} reads. */
export type Schema = z.output<typeof schemaSchema>;

/** What trips over a database, a parser, a header or a date. */
export const HOSTILE: JsonValue[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308],
  ...['', ' ', '\u0000', '\ud800', 'a\u0000b', '\u202e', '%', '%00', '../..'],
  ...["'; drop table models; --", '${jndi:ldap://x}', '{{7*7}}', '=1+1'],
  ...['__proto__', 'constructor', 'javascript:alert(1)', '9'.repeat(400)],
  ...['0000-00-00T00:00:00Z', '9999-12-31T23:59:59Z', 'P9999999Y', 'NaN'],
  ...[[], {}, [[[[]]]], { $ne: null }, 'x'.repeat(20_000)],
];

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

/** Texts that a schema lets through, and some that mean something in the record. */
export function texts(schema: Schema): fc.Arbitrary<string> {
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

/** Cursors are ours alone to make: others must be refused, whatever they hold. */
export function cursors(): fc.Arbitrary<string> {
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

/** Numbers that a schema lets through. */
export function numbers({
  type,
  minimum,
  maximum,
}: Schema): fc.Arbitrary<number> {
  const range = {
    min: Math.max(minimum ?? -(2 ** 31), -(2 ** 53)),
    max: Math.min(maximum ?? 2 ** 31, 2 ** 53),
  };
  return type === 'integer'
    ? fc.integer(range)
    : fc.double({ ...range, noNaN: true });
}
