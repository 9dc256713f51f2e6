import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runModelry } from '../__testUtils__/runModelry';

jest.setTimeout(60_000);

const RECEIPT = {
  ...{ format: 'evidently-0.7', accepted: 9, alreadyKnown: 1 },
  status: 'critical',
};

let server: Server;
let url: string;
let received: Array<{ request: IncomingMessage; body: string }> = [];
let answer: { status: number; body: object };

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) {
      body += part;
    }
    received.push({ request, body });
    response.writeHead(answer.status).end(JSON.stringify(answer.body));
  });
  await new Promise<void>(done => server.listen(0, done));
  url = `http://localhost:${(server.address() as AddressInfo).port}`;
});

beforeEach(() => {
  received = [];
  answer = { status: 200, body: RECEIPT };
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function fileOf(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'report-')), 'report.json');
  writeFileSync(file, text);
  return file;
}

function send(file: string, ...args: string[]) {
  return runModelry(
    ['report', file, '--url', url, '--model', 'default/churn', ...args],
    { env: { MODELRY_TOKEN: 'secret' } },
  );
}

it('ends with 0 when the report is recorded', async () => {
  const document = '{"metrics": []}';
  expect(
    await send(
      fileOf(document),
      ...['--environment', 'production', '--version', '7 & 8'],
      ...['--observed-at', '2026-03-01T09:00:00Z', '--kind', 'performance'],
    ),
  ).toEqual({
    status: 0,
    stdout:
      'RECORDED as evidently-0.7: 9 new, 1 known already. The model is critical.\n',
    stderr: '',
  });
  const [{ request, body }] = received;
  expect(body).toBe(document);
  expect(request.headers.authorization).toBe('Bearer secret');
  expect(request.url).toBe(
    '/api/models/default/churn/monitoring-reports?environment=production&version=7+%26+8&kind=performance&observedAt=2026-03-01T09%3A00%3A00Z',
  );
});

it('ends with 1 and the reason when the report is refused', async () => {
  answer = { status: 400, body: { error: { message: 'body: no report' } } };
  expect(await send(fileOf('{}'))).toEqual({
    status: 1,
    stdout: '',
    stderr: 'REFUSED: body: no report\n',
  });
});

it.each<[string, () => string, object, string]>([
  ['the file does not exist', () => '/no/such/file', {}, 'could not be read'],
  ['the file is no JSON', () => fileOf('<html>'), {}, 'is no JSON'],
  [
    'the file is too large',
    () => fileOf(JSON.stringify('x'.repeat(1_100_000))),
    {},
    'larger than 1 MiB',
  ],
  [
    'the token is refused',
    () => fileOf('{}'),
    { status: 401, body: { error: { message: 'Illegal token' } } },
    'answered 401: Illegal token',
  ],
  [
    'something else answers',
    () => fileOf('{}'),
    { status: 200, body: {} },
    'has recorded nothing',
  ],
])('ends with 2 when %s', async (_, file, other, message) => {
  answer = { ...answer, ...other };
  const { status, stdout, stderr } = await send(file());
  expect(stderr).toContain(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});
