import request from 'supertest';
import { TestServer } from './TestModel';
import { Caller, machine } from './people';

/** Fetches a document of JSON Lines, whatever it is answered. */
export async function fetchLines(
  server: TestServer,
  path: string,
  caller: Caller = machine,
) {
  const { status, headers, body } = await request(server)
    .get(`/api/models${path}`)
    .set('Authorization', caller)
    .buffer(true)
    .parse((response, done) => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(Buffer.from(chunk)));
      response.on('end', () => done(null, Buffer.concat(chunks).toString()));
    });
  const text = String(body);
  return { status, headers, text, lines: text.split('\n').filter(Boolean) };
}
