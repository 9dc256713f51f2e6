import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { z } from 'zod';
import { SourceError } from './SourceError';
import { SourceAnswerError, SourceHttp, SourceHttpOptions } from './SourceHttp';
import { sourcePages } from './sourcePages';

let server: Server;
let answer: RequestListener;
const waited: number[] = [];

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});
beforeEach(() => {
  waited.length = 0;
});

function get(
  differences: Partial<SourceHttpOptions> = {},
  path = 'some/thing',
) {
  const { port } = server.address() as AddressInfo;
  const http = new SourceHttp({
    ...{ system: 'Orakel', server: 'the oracle', needs: 'ask' },
    ...{ kept: 'All is kept.', credentials: {} },
    url: `http://127.0.0.1:${port}/base/`,
    wait: async ms => {
      waited.push(ms);
    },
    ...differences,
  });
  return http.getJson(path, z.object({ value: z.number() }), {
    ...{ query: { a: 'b c' }, signal: new AbortController().signal },
  });
}

const withStatus =
  (status: number, body = '{}', headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, headers).end(body);

describe('a system that is asked over HTTP', () => {
  it('is asked below its address, with what it wants to see', async () => {
    const asked: unknown[] = [];
    answer = ({ url, headers }, response) => {
      asked.push(url, headers.authorization, headers['x-scope']);
      response.end('{"value":1}');
    };
    const credentials = { token: 's3cret', headers: { 'X-Scope': 'ml' } };
    expect(await get({ credentials })).toEqual({ value: 1 });
    expect(asked).toEqual([
      ...['/base/some/thing?a=b+c', 'Bearer s3cret', 'ml'],
    ]);
  });

  it.each([301, 302, 303, 307, 308])(
    'that answers %s leads to no other server, and gives it no token',
    async status => {
      const elsewhere = jest.fn<void, Parameters<RequestListener>>(
        (_, response) => response.end('{"value":2}'),
      );
      const inside = createServer(elsewhere);
      await new Promise<void>(done => inside.listen(0, '127.0.0.1', done));
      const { port } = inside.address() as AddressInfo;
      answer = withStatus(status, '', {
        Location: `http://127.0.0.1:${port}/base/some/thing`,
      });
      await expect(get({ credentials: { token: 's3cret' } })).rejects.toThrow(
        'could not be reached',
      );
      expect(elsewhere).not.toHaveBeenCalled();
      await new Promise(done => inside.close(done));
    },
  );

  it.each([
    ...['//elsewhere.example/x', '@elsewhere.example/x', ':80@elsewhere/x'],
    ...['\\\\elsewhere.example', 'http://elsewhere.example/x', '?a#b'],
  ])('is the only one that is asked, whatever the path: %s', async path => {
    const hosts: unknown[] = [];
    answer = ({ headers }, response) => {
      hosts.push(headers.host);
      response.end('{"value":1}');
    };
    await get({}, path);
    const { port } = server.address() as AddressInfo;
    expect(hosts).toEqual([`127.0.0.1:${port}`]);
  });

  it('is not read without end', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, ' ');
    answer = (_, response) => {
      const goOn = () => {
        while (response.writable && response.write(megabyte)) {
          // It takes more.
        }
      };
      response.on('drain', goOn);
      goOn();
    };
    const error = await get().catch((cause: unknown) => cause);
    expect(String(error)).toMatch(/with more than 64 MB/);
    expect(waited).toEqual([]);
  });

  it.each<[string, RequestListener, string, string, number]>([
    ['refuses', withStatus(403), 'with 403', 'allowed to ask', 0],
    ['has no such thing', withStatus(404), 'with 404', "'url' is the", 0],
    ['is broken', withStatus(502), 'with 502', 'Look into its log', 3],
    ['shows a page', withStatus(200, ' <html>'), 'a web page', 'sign-in', 0],
    ['says nonsense', withStatus(200, '{"value":'), 'not understood', '', 0],
    [
      'breaks off in the middle of its answer',
      (_, response) => {
        response.writeHead(200, { 'Content-Length': '100' });
        response.write('{"val', () => response.destroy());
      },
      'could not be reached',
      'is up',
      3,
    ],
    [
      'leads elsewhere',
      withStatus(302, '', { Location: 'https://elsewhere.example' }),
      'could not be reached',
      'without redirects',
      3,
    ],
  ])('that %s is told of in words', async (_, answers, said, remedy, waits) => {
    answer = answers;
    const error = await get().catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(SourceError);
    expect(error).toMatchObject({
      message: expect.stringContaining(said),
      remedy: expect.stringContaining(remedy),
    });
    expect((error as SourceError).remedy).toContain('All is kept.');
    expect(waited).toHaveLength(waits);
  });

  it('that takes too long is not waited for', async () => {
    answer = () => {};
    await expect(get({ timeoutMs: 20 })).rejects.toThrow(
      'could not be reached',
    );
  });

  it('that is busy is asked again when it says, and not for ever', async () => {
    answer = withStatus(429, '', { 'Retry-After': '3600' });
    await expect(get()).rejects.toBeInstanceOf(SourceAnswerError);
    expect(waited).toEqual([60_000, 60_000, 60_000]);
  });

  it.each([
    [400, 'with 400: line 1 is wrong'],
    [401, 'with 401.'],
  ])('tells why after %s where that holds no secret', async (status, said) => {
    answer = withStatus(status, '{"why":"line 1 is wrong"}');
    const explainRefusal = (body: unknown) =>
      z.object({ why: z.string() }).parse(body).why;
    await expect(get({ explainRefusal })).rejects.toThrow(said);
  });
});

describe('the pages of a list', () => {
  const read = async (all: Record<string, string>) => {
    const found: string[] = [];
    const pages = sourcePages({
      ...{ system: 'Orakel', named: 'things', kept: 'All is kept.' },
      read: async token => {
        found.push(token);
        return all[token];
      },
      nextOf: next => next,
    });
    for await (const page of pages) {
      expect(page).toBeDefined();
    }
    return found;
  };

  it('are read to the last', async () => {
    expect(await read({ '': 'b', b: 'c', c: '' })).toEqual(['', 'b', 'c']);
  });

  it('that turn in circles are no list', async () => {
    await expect(read({ '': 'b', b: 'c', c: 'b' })).rejects.toThrow(
      /things, the same again and again/,
    );
  });
});
