import request from 'supertest';
import { callersOf, writingEndpoints } from '../__testUtils__/everyEndpoint';
import {
  addReviewedVersion,
  decide,
  governedConfig,
} from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

const AUC = { check: 'AUC', kind: 'performance', status: 'ok' };

/** Texts that a database, a header or a page could trip over. */
const TEXTS = [
  `'; drop table decisions; --`,
  '<img src=x onerror=alert(1)>',
  '${7*7} {{7*7}} %s %n $1 ?',
  '=cmd|calc!A0',
  '\u202Eright to left\u200B',
  'e\u0301 \u00e9 👩‍👩‍👧‍👧 𝕏 \uFFFD \uFEFF',
  'line\r\nbreak\ttab\u0007bell\u001b[31m',
  '\\u0000 \\x00 %00',
  'null',
  'x'.repeat(10_000),
];

describe.each(databases.eachSupportedId())('hostile input on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  function raw(path: string, body: string | Buffer, type = 'application/json') {
    return (
      request(backend.server)
        .post(`/api/models${path}`)
        .set('Authorization', machine)
        .set('Content-Type', type)
        // A buffer would be sent as JSON otherwise.
        .serialize(content => content)
        .send(body)
    );
  }

  function expectNoInsides({ text }: request.Response) {
    expect(text).not.toMatch(/\.(ts|js):\d|node_modules|stack|select |insert /);
  }

  it.each(TEXTS)('is kept word for word as a comment: %s', async comment => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    await decide(model, person('vera-validator'), { comment }).expect(201);
    const { body } = await model.get('/decisions').expect(200);
    expect(body.items[0].comment).toBe(comment.trim());
  });

  it.each([
    ['a description', '/versions', { version: '1', description: 'a\u0000b' }],
    ['a link', '/versions', { version: '1', link: 'https://a.example/\u0000' }],
    [
      'a message',
      '/check-results',
      { results: [{ ...AUC, message: '\u0000' }] },
    ],
    ['half a character', '/versions', { version: '1\ud83d' }],
    [
      'a test',
      '/monitoring-reports',
      {
        metrics: [],
        tests: [{ name: 'a', status: 'FAIL', description: 'b\u0000c' }],
      },
    ],
  ])('that no database can keep is refused as %s', async (_, path, body) => {
    const model = backend.addModel();
    const answer = await model.post(path, body);
    expectNoInsides(answer);
    expect(answer.status).toBe(400);
    expect((await model.overview()).lifecycle.totalVersions).toBe(0);
  });

  it('that no database can keep is refused as a comment', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    const comment = 'fine\u0000 or not';
    const answer = await decide(model, person('vera-validator'), { comment });
    expectNoInsides(answer);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toContain('body.comment');
  });

  it.each([
    '0000-01-01T00:00:00+14:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00Z',
    '1969-12-31T23:59:59.999Z',
    '9999-12-31T23:59:59-14:00',
  ])('cannot make a page unreadable with the time %s', async observedAt => {
    const model = backend.addModel();
    const deployment = { environment: 'production', version: '1', observedAt };
    const answers = [
      await model.post('/deployments', deployment),
      await model.post('/check-results', { results: [{ ...AUC, observedAt }] }),
      await model.post('/versions', { version: '1', createdAt: observedAt }),
    ];
    expect(answers.map(answer => answer.status)).toEqual([400, 400, 400]);
    await model.overview();
  });

  it.each([`P${'9'.repeat(70)}D`, 'P99999999999999999999Y', 'P11Y', 'PT0S'])(
    'cannot make a check wait for %s',
    async allowedSilence => {
      const model = backend.addModel();
      const { body } = await model
        .post('/check-results', { results: [{ ...AUC, allowedSilence }] })
        .expect(400);
      expect(body.error.message).toContain('body.results.0.allowedSilence');
      expect((await model.overview()).monitoring.checks).toEqual([]);
    },
  );

  it.each([
    ['__proto__', '{"__proto__":{"version":"1"}}'],
    ['__proto__ beside', '{"version":"1","__proto__":{"stage":"production"}}'],
    ['constructor', '{"version":"1","constructor":{"prototype":{}}}'],
    ['toString', '{"version":"1","toString":"x"}'],
  ])('cannot reach prototypes by %s', async (_, body) => {
    const model = backend.addModel();
    const answer = await raw(`/default/${model.name}/versions`, body);
    expect(answer.status).toBe(400);
    expect((await model.overview()).lifecycle.totalVersions).toBe(0);
  });

  it.each([
    '/..%2Fdefault/x',
    '/default/..%2F..%2Fetc%2Fpasswd',
    '/default/a%2Fb',
    '/default/a:b',
    '/default/%F0%9F%92%A9',
    '/__proto__/constructor',
    '/model:default/x',
    "/default/x'--",
  ])('names no model by the path %s', async path => {
    const answer = await request(backend.server)
      .get(`/api/models${path}`)
      .set('Authorization', machine);
    expect(answer.status).toBe(404);
    expectNoInsides(answer);
  });

  it.each(['/default/%E0%A4%A', '/default/%', '/default/a%00b'])(
    'in a path that names nothing is refused: %s',
    async path => {
      const answer = await request(backend.server)
        .get(`/api/models${path}`)
        .set('Authorization', machine);
      expect(answer.status).toBe(400);
      expectNoInsides(answer);
    },
  );

  it('with a very long name is refused', async () => {
    const answer = await request(backend.server)
      .get(`/api/models/default/${'n'.repeat(5_000)}`)
      .set('Authorization', machine)
      .expect(400);
    expect(answer.body.error.message).toContain('path.name');
  });

  it.each([
    'version=1&version=2',
    'version[]=1',
    'version[a]=1',
    'version=',
    'version=%00',
  ])('as the query %s is refused', async query => {
    const { body } = await backend.addModel().get(`?${query}`).expect(400);
    expect(body.error.message).toContain('query.version');
  });

  it.each([
    ['/versions?limt=5', 'limt'],
    ['/deployment-changes?enviroment=production', 'enviroment'],
    ['/check-results?check=AUC&since=2026', 'since'],
    ['/decisions?page=2', 'page'],
    ['?versoin=1', 'versoin'],
  ])('as a query with a slip is refused: %s', async (path, slip) => {
    const { body } = await backend.addModel().get(path).expect(400);
    expect(body.error.message).toContain('query: Unrecognized key');
    expect(body.error.message).toContain(slip);
  });

  it.each([
    [{ modelRefs: 'model:default/a' }, 'body.modelRefs'],
    [{ modelRefs: [] }, 'body.modelRefs'],
    [{ modelRefs: [null] }, 'body.modelRefs.0'],
    [{ modelRefs: ['churn'] }, 'model:default/churn'],
    [{ modelRefs: ['component:default/churn'] }, 'body.modelRefs.0'],
    [{ modelRefs: ['model:default/a/b'] }, 'body.modelRefs.0'],
    [{ modelRefs: Array(101).fill('model:default/a') }, 'at most 100 models'],
    [{ modelRefs: ['model:default/a\u0000'] }, 'body.modelRefs.0'],
  ])('as summaries of %j is refused', async (body, problem) => {
    const answer = await request(backend.server)
      .post('/api/models/summaries')
      .set('Authorization', machine)
      .send(body)
      .expect(400);
    expect(answer.body.error.message).toContain(problem);
  });

  describe.each(writingEndpoints)('in a body of %s', (...endpoint) => {
    function send(body: string | Buffer, type = 'application/json') {
      const { name } = backend.addHighRiskModel();
      return raw(
        endpoint[1].path
          .replace(':namespace/:name', `default/${name}`)
          .replace(':id', '00000000-0000-4000-8000-000000000000'),
        body,
        type,
      ).set('Authorization', callersOf(endpoint)[0]);
    }

    it.each([
      ['that is cut off', '{"version": "1"', 400],
      ['that is no JSON', 'version=1', 400],
      ['that is a list', '[]', 400],
      ['that is a text', '"text"', 400],
      ['that is null', 'null', 400],
      ['that is too large', `{"comment":"${'x'.repeat(1_100_000)}"}`, 413],
    ])('%s is refused', async (_, body, status) => {
      const answer = await send(body);
      expect(answer.status).toBe(status);
      expectNoInsides(answer);
    });

    it('that is empty is refused, or names nothing that exists', async () => {
      const { body, path } = endpoint[1];
      const isEnough = path.includes(':id') && body.safeParse({}).success;
      const answer = await send('{}');
      expect(answer.status).toBe(isEnough ? 404 : 400);
      expectNoInsides(answer);
    });

    it.each([
      ['Latin-1', Buffer.from('{"reason":"gepr\xfcft"}', 'latin1')],
      ['Windows-1252', Buffer.from('{"reason":"\x93x\x94"}', 'latin1')],
      ['UTF-16', Buffer.from('\ufeff{"reason":"x"}', 'utf16le')],
      ['cut UTF-8', Buffer.from('{"reason":"\xe2\x82"}', 'latin1')],
      ['overlong UTF-8', Buffer.from('{"reason":"\xc0\xaf"}', 'latin1')],
    ])('that is %s is refused, saying so', async (_, body) => {
      const answer = await send(body);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toMatch(/UTF-8/);
      expectNoInsides(answer);
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/xml',
      'application/json; charset=latin1',
      'application/json; charset=utf-16',
      'application/json; charset="windows-1252"',
    ])('of the type %s is refused, saying which to send', async type => {
      const answer = await send('{"version":"1"}', type);
      expect([400, 415]).toContain(answer.status);
      expect(answer.body.error.message).toMatch(/application\/json|charset/i);
      expectNoInsides(answer);
    });
  });
});
