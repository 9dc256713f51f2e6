import { z } from 'zod';
import {
  durationSchema,
  environmentNameSchema,
  limitSchema,
  linkSchema,
  nameSchema,
  pageOf,
  textSchema,
  timestampSchema,
  versionNameSchema,
} from './fields';

const accepts = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).success;

describe('a field of the API', () => {
  it.each<[string, z.ZodType, unknown]>([
    ['a time in UTC', timestampSchema, '2026-03-01T09:30:00Z'],
    ['a time with an offset', timestampSchema, '2026-03-01T09:30:00.5+01:00'],
    ['a duration in days', durationSchema, 'P30D'],
    ['a duration in hours', durationSchema, 'PT6H'],
    ['a duration in weeks', durationSchema, 'P2W'],
    ['a name with blanks', nameSchema, 'Share of drifted columns'],
    ['a version as registries write it', versionNameSchema, 'v1.2.3+build/7'],
    ['an environment', environmentNameSchema, 'eu-west.production_1'],
    ['a link to a page', linkSchema, 'https://registry.example.com/m?v=7#a'],
    ['a page size in a query', limitSchema, '20'],
  ])('may hold %s', (_, schema, value) => {
    expect(accepts(schema, value)).toBe(true);
  });

  it.each<[string, z.ZodType, unknown]>([
    ['a time without an offset', timestampSchema, '2026-03-01T09:30:00'],
    ['a day that does not exist', timestampSchema, '2026-02-30T00:00:00Z'],
    ['a time as a number', timestampSchema, 1772357400],
    ['a duration in words', durationSchema, '30 days'],
    ['a duration of nothing', durationSchema, 'P'],
    ['a blank name', nameSchema, ' \t '],
    ['a name of two lines', nameSchema, 'a\nb'],
    ['a name longer than 200 characters', nameSchema, 'x'.repeat(201)],
    [
      'a version longer than 128 characters',
      versionNameSchema,
      'x'.repeat(129),
    ],
    ['an environment that ends in a dash', environmentNameSchema, 'prod-'],
    ['an environment of 64 characters', environmentNameSchema, 'x'.repeat(64)],
    ['a link that runs code', linkSchema, 'javascript:alert(1)'],
    ['a link to a file', linkSchema, 'file:///etc/passwd'],
    ['a relative link', linkSchema, '/registry'],
    ['a blank text', textSchema, '\n'],
    ['a text longer than 10,000 characters', textSchema, 'x'.repeat(10_001)],
    ['a page of nothing', limitSchema, '0'],
    ['a page of 201 items', limitSchema, '201'],
    ['half an item per page', limitSchema, '1.5'],
    ['a page size in words', limitSchema, 'all'],
  ])('never holds %s', (_, schema, value) => {
    expect(accepts(schema, value)).toBe(false);
  });

  it('says how a time is written when it is written differently', () => {
    expect(
      timestampSchema.safeParse('yesterday').error?.issues[0].message,
    ).toBe('write a time as ISO 8601 with offset, e.g. 2026-03-01T09:30:00Z');
  });

  it('is read without the blanks around it', () => {
    expect(nameSchema.parse('  accuracy \n')).toBe('accuracy');
  });

  it('holds 50 items per page when nobody says how many', () => {
    expect(limitSchema.parse(undefined)).toBe(50);
  });
});

it('answers a last page without a cursor', () => {
  expect(pageOf(z.string()).parse({ items: ['a'], pageInfo: {} })).toEqual({
    items: ['a'],
    pageInfo: {},
  });
});
