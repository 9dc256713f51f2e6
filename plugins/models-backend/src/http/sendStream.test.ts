import express from 'express';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { sendStream } from './sendStream';

async function* lines(texts: string[], failure?: Error) {
  yield* texts;
  if (failure) {
    throw failure;
  }
}

/** Serves one document, and says how its sending ended. */
async function serve(document: AsyncIterable<string>) {
  const sent: Array<Promise<unknown>> = [];
  const app = express();
  app.get('/', (_, response) => {
    const sending = sendStream(response, {
      ...{ type: 'application/jsonl', fileName: 'a.jsonl', lines: document },
    }).catch(error => {
      if (!response.headersSent) {
        response.status(500).end();
      }
      return error;
    });
    sent.push(sending);
  });
  const server = createServer(app);
  await new Promise<void>(done => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    ended: () => Promise.all(sent),
    stop: () => new Promise(done => server.close(done)),
  };
}

describe('a document that is streamed', () => {
  it('arrives whole', async () => {
    const { url, ended, stop } = await serve(lines(['1\n', '2\n']));
    const answer = await fetch(url);
    expect(answer.headers.get('Content-Type')).toContain('application/jsonl');
    expect(await answer.text()).toBe('1\n2\n');
    expect(await ended()).toEqual([undefined]);
    await stop();
  });

  it('is an error when it fails before it begins', async () => {
    const { url, stop } = await serve(lines([], new Error('down')));
    expect((await fetch(url)).status).toBe(500);
    await stop();
  });

  it('does not look whole when it fails on the way', async () => {
    const failure = new Error('down');
    const { url, ended, stop } = await serve(lines(['1\n', '2\n'], failure));
    const reading = fetch(url).then(answer => answer.text());
    await expect(reading).rejects.toThrow();
    expect(await ended()).toEqual([failure]);
    await stop();
  });

  it('stops to be made when nobody reads on', async () => {
    let made = 0;
    let stopped = false;
    async function* endless() {
      try {
        for (;;) {
          made++;
          yield `${'x'.repeat(10_000)}\n`;
        }
      } finally {
        stopped = true;
      }
    }
    const { url, ended, stop } = await serve(endless());
    const aborted = new AbortController();
    const answer = await fetch(url, { signal: aborted.signal });
    await answer.body?.getReader().read();
    aborted.abort();
    const [error] = await ended();
    expect(error).toMatchObject({ code: 'ERR_STREAM_PREMATURE_CLOSE' });
    expect(stopped).toBe(true);
    expect(made).toBeLessThan(10_000);
    await stop();
  });
});
