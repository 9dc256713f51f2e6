import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { GateAnswer } from '@modelry/backstage-plugin-models-common';
import { runModelry } from '../__testUtils__/runModelry';

jest.setTimeout(60_000);

const allowing: GateAnswer = {
  decision: 'allow',
  compliant: true,
  enforcement: 'prevent',
  version: '7',
  stage: 'production',
  reasons: ['All sign-offs are there'],
  requirements: [],
  judgedAt: '2026-03-01T09:30:00.000Z',
};

const denying: GateAnswer = {
  ...allowing,
  decision: 'deny',
  compliant: false,
  reasons: ['Independent validation is missing', 'Risk acceptance expired'],
};

let server: Server;
let url: string;
let requests: IncomingMessage[] = [];
let answer: (response: ServerResponse) => void;

async function listen(to: Server): Promise<string> {
  await new Promise<void>(done => to.listen(0, done));
  const { port } = to.address() as AddressInfo;
  return `http://localhost:${port}`;
}

/** A port that was free a moment ago. */
async function urlOfNobody(): Promise<string> {
  const nobody = createServer();
  const address = await listen(nobody);
  await new Promise(done => nobody.close(done));
  return address;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(response);
  });
  url = await listen(server);
});

beforeEach(() => {
  requests = [];
  answer = json(allowing);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function json(body: unknown, status = 200) {
  return (response: ServerResponse) =>
    response.writeHead(status).end(JSON.stringify(body));
}

const question = ['--model', 'default/churn', '--version', '7'];

function ask(...args: string[]) {
  return runModelry(['gate', '--url', url, ...question, ...args], {
    env: { MODELRY_TOKEN: 'secret' },
  });
}

it('ends with 0 when the gate allows', async () => {
  expect(await ask('--stage', 'production')).toEqual({
    status: 0,
    stdout:
      'ALLOW: default/churn, version 7, stage production.\n- All sign-offs are there\n',
    stderr: '',
  });
  expect(requests[0].headers.authorization).toBe('Bearer secret');
  expect(requests[0].url).toBe(
    '/api/models/default/churn/gate?version=7&stage=production',
  );
});

it('ends with 1 and each reason when the gate denies', async () => {
  answer = json(denying);
  expect(await ask('--stage', 'production')).toEqual({
    status: 1,
    stdout: [
      'DENY: default/churn, version 7, stage production.',
      '- Independent validation is missing',
      '- Risk acceptance expired\n',
    ].join('\n'),
    stderr: '',
  });
});

it('says that something is only tolerated', async () => {
  answer = json({
    ...denying,
    decision: 'allow',
    enforcement: 'warn',
    environment: 'pilot',
  });
  const { status, stdout, stderr } = await ask('--environment', 'pilot');
  expect(status).toBe(0);
  expect(stdout).toContain('- Independent validation is missing');
  expect(stderr).toContain(
    "allowed only because 'pilot' does not prevent that",
  );
});

it('asks below the path of the portal, with everything encoded', async () => {
  await runModelry(
    [
      ...['gate', '--url', `${url}/portal/`, '--model', 'model:team/churn'],
      ...['--version', '7 & 8', '--environment', 'production'],
    ],
    { env: { MODELRY_TOKEN: 'secret' } },
  );
  expect(requests[0].url).toBe(
    '/portal/api/models/team/churn/gate?version=7+%26+8&environment=production',
  );
});

it('does not let a reason speak to the pipeline', async () => {
  answer = json({
    ...denying,
    reasons: ['a\n::set-output name=x::y\u001b[2J'],
  });
  const { stdout } = await ask('--stage', 'production');
  expect(stdout.split('\n')[1]).toBe('- a ::set-output name=x::y [2J');
});

describe('ends with 2', () => {
  it.each<[string, (response: ServerResponse) => void, string]>([
    [
      'the token is refused',
      json({ error: { message: 'Illegal token' } }, 401),
      'answered 401: Illegal token',
    ],
    ['the portal fails', json(allowing, 500), 'answered 500'],
    ['there is no body', response => response.end(), 'is no gate'],
    [
      'a page comes',
      response => response.end('<html>decision: allow</html>'),
      'is no gate',
    ],
    [
      'the decision is another word',
      json({ ...allowing, decision: 'yes' }),
      'is no gate',
    ],
    [
      'it is about another version',
      json({ ...allowing, version: '8' }),
      'another question',
    ],
    [
      'it is about another stage',
      json({ ...allowing, stage: 'validation' }),
      'another question',
    ],
    [
      'it leads elsewhere',
      response => response.writeHead(302, { location: '/' }).end(),
      'could not be asked',
    ],
    ['it breaks off', response => response.destroy(), 'could not be asked'],
    [
      'nothing comes',
      response => response.write('{'),
      'no answer within 1 seconds',
    ],
  ])('when %s', async (_, broken, message) => {
    answer = broken;
    const { status, stdout, stderr } = await ask(
      ...['--stage', 'production', '--timeout', '1'],
    );
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it('when nothing listens', async () => {
    const nowhere = await urlOfNobody();
    const { status, stderr } = await runModelry(
      ['gate', '--url', nowhere, ...question, '--stage', 'production'],
      { env: { MODELRY_TOKEN: 'secret' } },
    );
    expect(stderr).toContain(`could not be asked at ${nowhere}/`);
    expect(stderr).toContain('ECONNREFUSED');
    expect(status).toBe(2);
  });

  it('when there is no token', async () => {
    const { status, stderr } = await runModelry([
      'gate',
      '--url',
      url,
      ...question,
      '--stage',
      'production',
    ]);
    expect(stderr).toContain('MODELRY_TOKEN');
    expect(status).toBe(2);
    expect(requests).toEqual([]);
  });

  it.each([
    [
      'no URL',
      ['--model', 'a', '--version', '1', '--stage', 'production'],
      '--url',
    ],
    [
      'another protocol',
      ['--url', 'file:///etc', ...question, '--stage', 'production'],
      '--url',
    ],
    [
      'no model',
      ['--url', 'http://x', '--version', '1', '--stage', 'production'],
      '--model',
    ],
    [
      'an entity of another kind',
      [
        '--url',
        'http://x',
        '--model',
        'component:a/b',
        '--version',
        '1',
        '--stage',
        'production',
      ],
      "is of kind 'component'",
    ],
    [
      'no version',
      ['--url', 'http://x', '--model', 'a', '--stage', 'production'],
      '--version',
    ],
    [
      'neither stage nor environment',
      ['--url', 'http://x', ...question],
      'name either a stage or an environment',
    ],
    [
      'both',
      [
        '--url',
        'http://x',
        ...question,
        '--stage',
        'production',
        '--environment',
        'e',
      ],
      'name either a stage or an environment',
    ],
    [
      'what cannot be a stage',
      ['--url', 'http://x', ...question, '--stage', 'In production'],
      '--stage',
    ],
    [
      'no time',
      [
        '--url',
        'http://x',
        ...question,
        '--stage',
        'production',
        '--timeout',
        '0',
      ],
      '--timeout',
    ],
  ])('for %s', async (_, args, message) => {
    const { status, stderr } = await runModelry(['gate', ...args], {
      env: { MODELRY_TOKEN: 'secret' },
    });
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
