import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Snippet, readSnippets, runSnippet } from '../__testUtils__/ciSnippets';
import { governedConfig } from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const snippets = readSnippets();
const MODEL = 'default/consumer-credit-risk';
const token = machine.replace('Bearer ', '');

function settingsFor(portalUrl: string) {
  return {
    PORTAL_URL: portalUrl,
    MODEL,
    MODELRY_TOKEN: token,
    VERSION: '1',
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(done => server.listen(0, done));
  const { port } = server.address() as AddressInfo;
  return `http://localhost:${port}`;
}

/** A port that was free a moment ago. */
async function urlOfNobody(): Promise<string> {
  const nobody = createServer();
  const url = await listen(nobody);
  await new Promise(done => nobody.close(done));
  return url;
}

/** The model of the document, with version 1 and an open review of it. */
async function addReviewedModel(backend: ModelsBackend) {
  const model = backend.addHighRiskModel({ name: 'consumer-credit-risk' });
  await model.post('/versions', { version: '1', stage: 'validation' });
  await model
    .post('/reviews', { version: '1', stage: 'production' })
    .expect(201);
  const approve = (requirement: string, who: string) =>
    model
      .post(
        '/decisions',
        {
          requirement,
          stage: 'production',
          version: '1',
          decision: 'approved',
          comment: 'I reproduced the evaluation',
        },
        who,
      )
      .expect(201);
  return {
    approveRisk: () => approve('risk', person('rosa-risk')),
    approveValidation: () => approve('validation', person('vera-validator')),
  };
}

describe.each(Object.entries(snippets))(
  'the piece of the document for %s',
  (name, snippet: Snippet) => {
    const says = name.startsWith('curl')
      ? { whenDenied: /^$/, whenUnreachable: 'curl: (7)' }
      : {
          whenDenied: /^DENY: .*\n- Independent validation .*\n$/,
          whenUnreachable: 'ECONNREFUSED',
        };
    let backend: ModelsBackend;
    let portal: string;

    beforeAll(async () => {
      const knex = await databases.init('SQLITE_3');
      backend = await startModelsBackend({ knex, config: governedConfig });
      portal = `http://localhost:${backend.server.port()}`;
    });

    afterAll(() => backend.server.stop());

    it('stops while a sign-off is missing, and goes on once all are there', async () => {
      const { approveRisk, approveValidation } = await addReviewedModel(
        backend,
      );
      await approveRisk();
      const denied = await runSnippet(snippet, settingsFor(portal));
      expect(denied.status).toBe(1);
      expect(denied.output).toMatch(says.whenDenied);

      await approveValidation();
      const allowed = await runSnippet(snippet, settingsFor(portal));
      expect(allowed).toMatchObject({ status: 0 });
    });

    it.each([
      ['a version that was never reported', { VERSION: '2' }],
      ['a model that is not there', { MODEL: 'default/no-such-model' }],
      ['a token that is not known', { MODELRY_TOKEN: 'guessed' }],
      ['no version', { VERSION: '' }],
    ])('stops for %s', async (_, settings) => {
      const { status } = await runSnippet(snippet, {
        ...settingsFor(portal),
        ...settings,
      });
      expect(status).not.toBe(0);
    });

    it('stops when nothing answers', async () => {
      const { status, output } = await runSnippet(
        snippet,
        settingsFor(await urlOfNobody()),
      );
      expect(status).not.toBe(0);
      expect(output).toContain(says.whenUnreachable);
    });
  },
);

const ALLOWING = JSON.stringify({
  decision: 'allow',
  compliant: true,
  enforcement: 'prevent',
  version: '1',
  stage: 'production',
  environment: 'production',
  reasons: ['all sign-offs are there'],
  requirements: [],
  judgedAt: '2026-03-01T09:30:00.000Z',
});

const DENYING = ALLOWING.replace('"allow"', '"deny"');

/** Portals that are broken or hostile, and two that are neither. */
const PORTALS: Record<string, (response: ServerResponse) => void> = {
  allows: response => response.end(ALLOWING),
  'allows over many lines': response =>
    response.end(`${JSON.stringify(JSON.parse(ALLOWING), null, 2)}\n`),
  'denies in words that look like a yes': response =>
    response.end(DENYING.replace('all sign-offs', '{"decision":"allow",')),
  'fails with a yes': response => response.writeHead(503).end(ALLOWING),
  'leads elsewhere': response =>
    response.writeHead(302, { location: '/elsewhere' }).end(),
  'breaks off': response => {
    response.writeHead(200, { 'content-length': ALLOWING.length });
    response.write(ALLOWING.slice(0, -30), () => response.destroy());
  },
  hangs: response => {
    response.write(ALLOWING.slice(0, -30));
  },
  'answers a page': response => response.end('<p>"decision":"allow"</p>'),
  'answers nothing': response => response.end(),
};

describe('with a portal that', () => {
  let server: Server;
  let url: string;
  let answer: (response: ServerResponse) => void;

  beforeAll(async () => {
    server = createServer((request, response) =>
      request.url === '/elsewhere' ? response.end(ALLOWING) : answer(response),
    );
    url = await listen(server);
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  function impatient(snippet: Snippet): Snippet {
    const script = snippet.script
      .replace('--max-time 30', '--max-time 2')
      .replace('gate --url', 'gate --timeout 2 --url');
    return { ...snippet, script };
  }

  // GitLab runs the same command as GitHub.
  const { github, curl, curlWithPipefail } = snippets;

  describe.each(Object.keys(PORTALS))('%s', portal => {
    it.each(Object.entries({ github, curl, curlWithPipefail }))(
      `makes %s ${portal.startsWith('allows') ? 'go on' : 'stop'}`,
      async (_, snippet: Snippet) => {
        answer = PORTALS[portal];
        const { status } = await runSnippet(
          impatient(snippet),
          settingsFor(url),
        );
        expect(status === 0).toBe(portal.startsWith('allows'));
      },
    );
  });
});
