import { z } from 'zod';
import { endpoints } from './endpoints';
import type { Endpoint } from './endpoint';

/** What looks like a link and would run something, or give a password away. */
const HOSTILE = [
  ...['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:alert(1)'],
  ...['data:text/html,<script>alert(1)</script>', 'vbscript:x', 'file:///etc'],
  ...['//evil.example', 'blob:https://evil.example/1', '<img src=x onerror=x>'],
  'https://me:secret@example.com',
];

type Field = [name: string, schema: z.core.$ZodType];

/** All that a schema is made of, by where it stands. */
function fieldsOf(name: string, schema: z.core.$ZodType): Field[] {
  const inner = partsOf(schema).flatMap(([part, its]) =>
    fieldsOf(part ? `${name}.${part}` : name, its),
  );
  return [[name, schema], ...inner];
}

function partsOf(schema: z.core.$ZodType): Field[] {
  if (schema instanceof z.core.$ZodObject) {
    return Object.entries(schema._zod.def.shape);
  }
  if (schema instanceof z.core.$ZodArray) {
    return [['', schema._zod.def.element]];
  }
  if (schema instanceof z.core.$ZodRecord) {
    return [['*', schema._zod.def.valueType]];
  }
  if (schema instanceof z.core.$ZodUnion) {
    return schema._zod.def.options.map((option): Field => ['', option]);
  }
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodDefault ||
    schema instanceof z.core.$ZodReadonly
  ) {
    return [['', schema._zod.def.innerType]];
  }
  if (schema instanceof z.core.$ZodPipe) {
    return [
      ['', schema._zod.def.in],
      ['', schema._zod.def.out],
    ];
  }
  return [];
}

const contract: Array<[string, Endpoint]> = Object.entries(endpoints);

/** Texts of requests that are named as links are: what leads somewhere once it is shown. */
const links = contract.flatMap(([operation, { body }]) =>
  (body ? fieldsOf(operation, body) : []).filter(
    ([name, schema]) =>
      schema instanceof z.core.$ZodString &&
      /\.(?:\w*link|\w*url|endpoint|href)$/i.test(name),
  ),
);

it('finds the links that can be reported', () => {
  expect(links.map(([name]) => name)).toEqual(
    expect.arrayContaining([
      ...['reportVersion.link', 'reportVersion.origin.link'],
      ...['reportDeployment.endpoint', 'decide.evidence.link'],
      'reportSource.link',
    ]),
  );
});

it.each(links)('%s leads to web pages only', (_, schema) => {
  const accepted = HOSTILE.filter(
    link => z.core.safeParse(schema, link).success,
  );
  expect(accepted).toEqual([]);
  expect(z.core.safeParse(schema, 'https://example.com').success).toBe(true);
});
