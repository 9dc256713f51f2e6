import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runModelry } from '../__testUtils__/runModelry';

jest.setTimeout(60_000);

const BOM = 'application/vnd.cyclonedx+json; charset=utf-8';

let server: Server;
let url: string;
let requests: IncomingMessage[] = [];
let answer: (response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(response);
  });
  await new Promise<void>(done => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  url = `http://localhost:${port}`;
});

beforeEach(() => {
  requests = [];
  answer = document('{"bomFormat":"CycloneDX"}\n', BOM);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function document(text: string, type: string, status = 200) {
  return (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': type }).end(text);
}

const run = (...args: string[]) =>
  runModelry(['export', '--url', url, ...args], {
    env: { MODELRY_TOKEN: 'secret' },
  });

it.each([
  [['--format', 'cyclonedx'], '/api/models/bom-export'],
  [
    ['--format', 'cyclonedx', '--model', 'team/churn', '--version', '7 & 8'],
    '/api/models/team/churn/bom-export?version=7+%26+8',
  ],
])('prints the document: %j', async (args, path) => {
  expect(await run(...args)).toEqual({
    ...{ status: 0, stdout: '{"bomFormat":"CycloneDX"}\n', stderr: '' },
  });
  expect(requests[0].url).toBe(path);
  expect(requests[0].headers.authorization).toBe('Bearer secret');
});

it.each([
  [['--format', 'csv'], 'text/csv', '/api/models/inventory-export'],
  [
    ['--format', 'card', '--model', 'churn'],
    'text/markdown',
    '/api/models/default/churn/card-export',
  ],
])('saves the document: %j', async (args, type, path) => {
  const file = join(mkdtempSync(join(tmpdir(), 'export-')), 'document');
  answer = document('ümläut\n', `${type}; charset=utf-8`);
  expect((await run(...args, '--out', file)).status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe('ümläut\n');
  expect(requests[0].url).toBe(path);
});

it('leaves no half of a file', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'export-'));
  const file = join(directory, 'models.cdx.json');
  answer = response => {
    response.writeHead(200, { 'content-type': BOM });
    response.write('{', () => response.destroy());
  };
  const { status, stderr } = await run('--format', 'cyclonedx', '--out', file);
  expect(stderr).toContain('The export broke off');
  expect(status).toBe(2);
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(directory)).toEqual([]);
});

it.each<[string, (response: ServerResponse) => void, string]>([
  [
    'the model is hidden',
    document('{"error":{"message":"not in the catalog"}}', 'json', 404),
    'answered 404: not in the catalog',
  ],
  ['a page comes', document('<html>', 'text/html'), 'is no export'],
  [
    'it leads elsewhere',
    response => response.writeHead(302, { location: '/' }).end(),
    'could not be asked',
  ],
])('ends with 2 when %s', async (_, broken, message) => {
  answer = broken;
  const { status, stdout, stderr } = await run('--format', 'cyclonedx');
  expect(stderr).toContain(message);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});

it.each([
  [[], '--format: write one of csv, cyclonedx, card'],
  [['--format', 'pdf'], '--format: write one of'],
  [['--format', 'toString'], '--format: write one of'],
  [['--format', 'card'], 'name the --model'],
  [['--format', 'csv', '--model', 'churn'], 'is of all models'],
  [['--format', 'cyclonedx', '--version', '7'], 'name the --model'],
])('is told how to ask: %j', async (args, message) => {
  const { status, stderr } = await run(...args);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
  expect(requests).toEqual([]);
});
