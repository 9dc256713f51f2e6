import { ConfigReader } from '@backstage/config';
import { z } from 'zod';
import { readSourceInstances, sourceInstanceFields } from './sourceConfig';

const url = 'https://oracle.example';

const read = (orakel?: object) =>
  readSourceInstances(
    new ConfigReader({
      ...(orakel && {
        models: { orakel: JSON.parse(JSON.stringify(orakel)) },
      }),
    }),
    {
      path: 'models.orakel',
      schema: z.strictObject({
        ...sourceInstanceFields,
        pages: z.int().min(1).default(5),
      }),
      usualSchedule: { frequency: { minutes: 5 }, timeout: { minutes: 2 } },
    },
  );

describe('configured instances', () => {
  it('may be none', () => {
    expect(read()).toEqual([]);
  });

  it('have what is usual where they say nothing', () => {
    const schedule = { frequency: 'PT1H', timeout: 'PT1M' };
    expect(read({ a: { url }, b: { url, schedule, pages: 2 } })).toEqual([
      {
        ...{ id: 'a', url, headers: {}, pages: 5 },
        schedule: { frequency: { minutes: 5 }, timeout: { minutes: 2 } },
      },
      {
        ...{ id: 'b', url, headers: {}, pages: 2 },
        schedule: expect.objectContaining({ frequency: { hours: 1 } }),
      },
    ]);
  });

  it.each<[string, object, string]>([
    ['no url', { a: {} }, 'models.orakel.a.url'],
    ['another scheme', { a: { url: 'file:///etc' } }, 'must be an http(s) URL'],
    ['an unknown key', { a: { url, tokne: 's3cret' } }, 'tokne'],
    ['half a login', { a: { url, password: 's3cret' } }, 'go together'],
    [
      'two logins',
      { a: { url, token: 's3cret', username: 'a', password: 'b' } },
      'either token',
    ],
    ['a bad id', { 'My oracle': { url } }, 'the id must be'],
    ['a bad number', { a: { url, pages: 0 } }, 'models.orakel.a.pages'],
  ])('with %s stop the start, and tell no secret', (_, orakel, said) => {
    const attempt = () => read(orakel);
    expect(attempt).toThrow(said);
    expect(attempt).not.toThrow(/s3cret/);
  });
});
