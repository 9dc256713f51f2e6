import { JsonObject } from '@backstage/types';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { sha256OfJson } from './canonicalJson';

const sha256 = (text: string) =>
  createHash('sha256').update(text, 'utf8').digest('hex');

// Stands for a caller that has no types.
const untyped: (value: unknown) => string = value =>
  Reflect.apply(sha256OfJson, undefined, [value]);

describe('the digest of a JSON value', () => {
  it.each<[string, JsonObject, string]>([
    [
      'sorts the keys',
      { b: 1, a: { d: 2, c: 3 } },
      '{"a":{"c":3,"d":2},"b":1}',
    ],
    ['keeps the order of a list', { a: [2, 1] }, '{"a":[2,1]}'],
    [
      'writes numbers as RFC 8785 does',
      { n: [1.0, 1e21, 1e-7, -0] },
      '{"n":[1,1e+21,1e-7,0]}',
    ],
    ['writes text in UTF-8', { t: '€ \u2028 "' }, '{"t":"€ \u2028 \\""}'],
    [
      'sorts keys by UTF-16 units as RFC 8785 does',
      {
        '\u20ac': 1,
        '\r': 2,
        '\ufb33': 3,
        '1': 4,
        '\u{1f600}': 5,
        '\u0080': 6,
        ö: 7,
      },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"\u{1f600}":5,"\ufb33":3}',
    ],
  ])('%s', (_, value, canonical) => {
    expect(sha256OfJson(value)).toBe(sha256(canonical));
  });

  it.each<[string, null | boolean | string | number]>([
    ['null', null],
    ['true', true],
    ['a text', 'text'],
    ['zero', 0],
  ])('can be taken of %s', (_, value) => {
    expect(sha256OfJson(value)).toBe(sha256(JSON.stringify(value)));
  });

  it('does not depend on the order of keys', () => {
    const reversed = (value: JsonObject): JsonObject =>
      Object.fromEntries(Object.entries(value).reverse());
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
        generated => {
          const value: JsonObject = JSON.parse(JSON.stringify(generated));

          expect(sha256OfJson(reversed(value))).toBe(sha256OfJson(value));
        },
      ),
    );
  });

  it('is that of RFC 8785 as others write it', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ noUnicodeString: false, stringUnit: 'binary' }),
        value => {
          expect(sha256OfJson(JSON.parse(JSON.stringify(value)))).toBe(
            sha256(canonicalize(value) ?? ''),
          );
        },
      ),
    );
  });

  it.each<[string, unknown, string]>([
    ['a list with a hole', Array(1), '$[0] is no JSON value: undefined'],
    ['nothing at all', undefined, '$ is no JSON value: undefined'],
    [
      'a missing value',
      { a: { b: undefined } },
      '$.a.b is no JSON value: undefined',
    ],
    [
      'a missing item',
      { a: [1, undefined] },
      '$.a[1] is no JSON value: undefined',
    ],
    ['no number', { a: NaN }, '$.a is no JSON value: NaN'],
    ['an infinite number', [Infinity], '$[0] is no JSON value: Infinity'],
    ['a big integer', { a: 1n }, '$.a is no JSON value: 1'],
    ['a date', { at: new Date(0) }, '$.at is no JSON value'],
    ['a map', { a: new Map([['b', 1]]) }, '$.a is no JSON value'],
    ['a function', { a: () => 1 }, '$.a is no JSON value'],
    ['half a character', { a: ['x\ud800'] }, '$.a[0] is no JSON value'],
    ['half a character in a name', { '\udc00': 1 }, 'the name $.'],
    ['a symbol', { a: Symbol('b') }, '$.a is no JSON value: Symbol(b)'],
  ])('is refused for %s, with its place', (_, value, message) => {
    expect(() => untyped(value)).toThrow(TypeError);
    expect(() => untyped(value)).toThrow(message);
  });
});
