import {
  addReviewedVersion,
  decide,
  governedConfig,
  openReview,
} from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const DIGEST = `sha256:${'0a'.repeat(32)}`;
const OTHER_DIGEST = `sha256:${'ff'.repeat(32)}`;

/** One more policy, whose sign-off is for a stage before production. */
const withRedTeaming = {
  ...governedConfig,
  governance: {
    policies: [
      ...governedConfig.governance.policies,
      {
        id: 'generative',
        title: 'Generative',
        match: { 'spec.type': 'generation' },
        requirements: [
          {
            id: 'red-teaming',
            title: 'Red teaming',
            stage: 'validation',
            approvers: ['group:default/risk-office'],
          },
        ],
      },
    ],
  },
};

describe.each(databases.eachSupportedId())('versions on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: withRedTeaming,
    });
  });

  function report(model: TestModel, body: object, caller = machine) {
    return model.post('/versions', body, caller);
  }

  function announcements(model: TestModel) {
    return backend.events.publish.mock.calls.filter(
      ([{ eventPayload }]) =>
        (eventPayload as { modelRef: string }).modelRef === model.modelRef,
    );
  }

  it('are registered with what was reported', async () => {
    const model = backend.addModel();
    const { body } = await report(model, {
      version: '7',
      digest: DIGEST,
      description: 'Trained on 2025',
      stage: 'validation',
      createdAt: '2026-01-02T03:04:05+02:00',
      link: 'https://registry.example.com/models/7',
    }).expect(200);
    expect(body).toEqual({
      changed: true,
      version: {
        version: '7',
        digest: DIGEST,
        description: 'Trained on 2025',
        stage: 'validation',
        stageSince: expect.any(String),
        createdAt: '2026-01-02T01:04:05.000Z',
        link: 'https://registry.example.com/models/7',
        registeredAt: expect.any(String),
        registeredBy: 'external:trainer',
      },
    });
    const list = await model.get('/versions').expect(200);
    expect(list.body).toMatchObject({ items: [body.version], pageInfo: {} });
  });

  it('start in development when no stage is reported', async () => {
    const model = backend.addModel({ spec: { lifecycle: 'validation' } });
    expect((await model.overview()).lifecycle).toMatchObject({
      stage: 'validation',
      source: 'declared',
      totalVersions: 0,
    });
    await report(model, { version: '1' }).expect(200);
    expect((await model.overview()).lifecycle).toMatchObject({
      stage: 'development',
      source: 'record',
      declared: 'validation',
      totalVersions: 1,
    });
  });

  it('are updated by a later report, and keep what it does not mention', async () => {
    const model = backend.addModel();
    const first = await report(
      model,
      { version: '1', description: 'First', createdAt: '2026-01-01T00:00:00Z' },
      person('dario-datasci'),
    ).expect(200);
    const { body } = await report(model, {
      version: '1',
      digest: DIGEST,
      stage: 'validation',
    }).expect(200);
    expect(body.changed).toBe(true);
    expect(body.version).toMatchObject({
      description: 'First',
      digest: DIGEST,
      stage: 'validation',
      createdAt: '2026-01-01T00:00:00.000Z',
      registeredAt: first.body.version.registeredAt,
      registeredBy: 'user:default/dario-datasci',
    });
    expect((await model.get('/versions')).body.items).toMatchObject([
      body.version,
    ]);
  });

  it('keep since when they hold a stage until the stage changes', async () => {
    const model = backend.addModel();
    const first = await report(model, { version: '1' }).expect(200);
    const { stageSince } = first.body.version;
    const described = await report(model, { version: '1', description: 'x' });
    expect(described.body.version.stageSince).toBe(stageSince);
    const moved = await report(model, { version: '1', stage: 'validation' });
    expect(Date.parse(moved.body.version.stageSince)).toBeGreaterThan(
      Date.parse(stageSince),
    );
  });

  it('are not changed or announced by the same report again', async () => {
    const model = backend.addModel();
    const body = {
      version: '1',
      digest: DIGEST,
      description: 'Same',
      createdAt: '2026-01-01T00:00:00.123Z',
    };
    await report(model, body).expect(200);
    const again = await report(model, body, person('dario-datasci'));
    expect(again.body.changed).toBe(false);
    expect(again.body.version.registeredBy).toBe('external:trainer');
    expect(announcements(model)).toHaveLength(1);
  });

  it('never change their digest', async () => {
    const model = backend.addModel();
    await report(model, { version: '1', digest: DIGEST }).expect(200);
    const { body } = await report(model, {
      version: '1',
      digest: OTHER_DIGEST,
      description: 'Sneaked in',
    }).expect(409);
    expect(body.error.message).toContain('body.digest');
    expect(body.error.message).toContain('report this one under another name');
    const [version] = (await model.get('/versions')).body.items;
    expect(version).toMatchObject({ digest: DIGEST });
    expect(version).not.toHaveProperty('description');
  });

  it('do not pass a decision on to an artifact that is named later', async () => {
    const model = backend.addHighRiskModel();
    await addReviewedVersion(model);
    await decide(model, person('victor-validator')).expect(201);
    const { body } = await report(model, { version: '1', digest: DIGEST });
    expect(body.response.statusCode).toBe(409);
    expect(body.error.message).toContain('was decided about before it had');
  });

  it.each([
    [{ versoin: '1' }, 'body.version', 'versoin'],
    [{ version: '1', colour: 'red' }, 'body: Unrecognized key', 'colour'],
    [{ version: '1', stage: 'staging' }, 'body.stage', 'production'],
    [{ version: '1', link: 'javascript:alert(1)' }, 'body.link', 'http'],
    [{ version: '1', link: 'java\nscript:alert(1)' }, 'body.link', 'http'],
    [{ version: '1', link: 'data:text/html,x' }, 'body.link', 'http'],
    [{ version: '1', link: '/relative' }, 'body.link', 'absolute'],
    [{ version: '1', link: 'https://a:b@c.example' }, 'body.link', 'password'],
    [{ version: '1', digest: 'latest' }, 'body.digest', 'sha256:'],
    [{ version: '1', createdAt: '2026-01-01' }, 'body.createdAt', 'ISO 8601'],
    [{ version: '1', createdAt: '2026-02-30T00:00:00Z' }, 'body.createdAt', ''],
    [
      { version: '1', createdAt: '9999-01-01T00:00:00Z' },
      'createdAt',
      'future',
    ],
    [{ version: '' }, 'body.version', 'must not be empty'],
    [{ version: ' \t ' }, 'body.version', 'must not be empty'],
    [{ version: 'a\nb' }, 'body.version', 'one line'],
    [{ version: 'v'.repeat(129) }, 'body.version', '128'],
    [{ version: 7 }, 'body.version', 'string'],
    [{ version: null }, 'body.version', 'string'],
    [{ version: ['1'] }, 'body.version', 'string'],
    [[{ version: '1' }], 'body', 'object'],
  ])('are refused as %j, naming %s', async (body, field, remedy) => {
    const model = backend.addModel();
    const answer = await report(model, body).expect(400);
    expect(answer.body.error.message).toContain(field);
    expect(answer.body.error.message).toContain(remedy);
    expect((await model.get('/versions')).body.items).toEqual([]);
  });

  it.each([
    ['x'.repeat(128)],
    ['２０２６－🚀'],
    ["'; drop table versions; --"],
    ['__proto__'],
    ['../../etc/passwd'],
    ['%2F%00'],
    ['<script>alert(1)</script>'],
  ])('can be named %s', async version => {
    const model = backend.addModel();
    await report(model, { version }).expect(200);
    const overview = await model
      .get(`?version=${encodeURIComponent(version)}`)
      .expect(200);
    expect(overview.body.governance.version).toBe(version);
  });

  it('may not enter a governed stage before every sign-off is given', async () => {
    const model = backend.addHighRiskModel();
    await report(model, { version: '1', stage: 'validation' }).expect(200);
    await openReview(model).expect(201);
    const enter = () => report(model, { version: '1', stage: 'production' });
    const refused = await enter().expect(409);
    expect(refused.body.error.message).toContain('body.stage');
    expect(refused.body.error.message).toContain(
      'Independent validation: Needs',
    );
    expect(refused.body.error.message).toContain('Risk acceptance: Needs');

    await decide(model, person('victor-validator')).expect(201);
    const still = await enter().expect(409);
    expect(still.body.error.message).not.toContain('Independent validation');
    expect(still.body.error.message).toContain('Risk acceptance');

    await decide(model, person('rosa-risk'), { requirement: 'risk' });
    const entered = await enter().expect(200);
    expect(entered.body.version.stage).toBe('production');
    expect((await model.summary()).stage).toBe('production');
  });

  it('do not inherit the sign-offs of an earlier version', async () => {
    const model = backend.addHighRiskModel();
    await addReviewedVersion(model);
    await decide(model, person('victor-validator')).expect(201);
    await decide(model, person('rosa-risk'), { requirement: 'risk' });
    const { body } = await report(model, {
      version: '2',
      stage: 'production',
    }).expect(409);
    expect(body.error.message).toContain('given for version 1');
    const { items } = (await model.get('/versions')).body;
    expect(items.map((v: { version: string }) => v.version)).toEqual(['1']);
  });

  it('do not escape a sign-off by leaving out the stage that it is for', async () => {
    const model = backend.addModel({ spec: { type: 'generation' } });
    await report(model, { version: '1' }).expect(200);
    for (const stage of ['validation', 'production']) {
      const { body } = await report(model, { version: '1', stage }).expect(409);
      expect(body.error.message).toContain('Red teaming: Needs 1 more');
    }
  });

  it('of models that no policy matches enter every stage', async () => {
    const model = backend.addModel({ spec: { riskTier: 'minimal' } });
    await report(model, { version: '1', stage: 'production' }).expect(200);
  });

  it('are all registered when they are reported at the same moment', async () => {
    const model = backend.addModel();
    const names = Array.from({ length: 12 }, (_, index) => `${index}`);
    const answers = await Promise.all(
      [...names, ...names].map(version => report(model, { version })),
    );
    expect(answers.filter(({ body }) => body.changed)).toHaveLength(12);
    expect((await model.overview()).lifecycle.totalVersions).toBe(12);
  });
});
