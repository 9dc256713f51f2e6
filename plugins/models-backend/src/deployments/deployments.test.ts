import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const PRODUCTION_1 = { environment: 'production', version: '1' };

describe.each(databases.eachSupportedId())('deployments on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });

  function report(model: TestModel, body: object, caller = machine) {
    return model.post('/deployments', body, caller);
  }

  async function deploymentsOf(model: TestModel) {
    return (await model.overview()).deployments;
  }

  async function changesOf(model: TestModel, query = '') {
    return (await model.get(`/deployment-changes${query}`).expect(200)).body;
  }

  it('show what was reported', async () => {
    const model = backend.addModel();
    const { body } = await report(model, {
      environment: 'production',
      name: 'eu-west',
      version: '7',
      status: 'degraded',
      role: 'challenger',
      trafficPercent: 12.5,
      platform: 'kserve',
      endpoint: 'https://models.example.com/eu-west',
      since: '2026-01-01T00:00:00+01:00',
      observedAt: '2026-01-05T00:00:00Z',
    }).expect(200);
    const deployment = {
      environment: 'production',
      name: 'eu-west',
      version: '7',
      status: 'degraded',
      role: 'challenger',
      trafficPercent: 12.5,
      platform: 'kserve',
      endpoint: 'https://models.example.com/eu-west',
      since: '2025-12-31T23:00:00.000Z',
      lastSeen: '2026-01-05T00:00:00.000Z',
      reportedBy: 'external:trainer',
    };
    expect(body).toEqual({ changed: true, deployment });
    expect(await deploymentsOf(model)).toEqual([deployment]);
  });

  it('are a running primary that is named after its role by default', async () => {
    const model = backend.addModel();
    const { body } = await report(model, PRODUCTION_1).expect(200);
    expect(body.deployment).toMatchObject({
      name: 'primary',
      role: 'primary',
      status: 'running',
      since: body.deployment.lastSeen,
    });
  });

  it('are told apart by environment and name', async () => {
    const model = backend.addModel();
    await report(model, PRODUCTION_1);
    await report(model, { ...PRODUCTION_1, version: '2', role: 'canary' });
    await report(model, { ...PRODUCTION_1, name: 'eu' });
    await report(model, { ...PRODUCTION_1, environment: 'staging' });
    // The same as the first, by its full name.
    await report(model, { ...PRODUCTION_1, version: '3', name: 'primary' });
    const seen = (await deploymentsOf(model)).map(
      (d: { environment: string; name: string; version: string }) =>
        `${d.environment}/${d.name} ${d.version}`,
    );
    expect(seen).toEqual([
      'production/canary 2',
      'production/eu 1',
      'production/primary 3',
      'staging/primary 1',
    ]);
    expect((await model.summary()).environments).toEqual([
      'production',
      'staging',
    ]);
  });

  it('of one model are not those of another', async () => {
    const [model, other] = [backend.addModel(), backend.addModel()];
    await report(model, PRODUCTION_1);
    expect(await deploymentsOf(other)).toEqual([]);
    expect((await changesOf(other)).items).toEqual([]);
  });

  it('are not changed by a report that is older than what is known', async () => {
    const model = backend.addModel();
    await report(model, {
      ...PRODUCTION_1,
      observedAt: '2026-02-02T00:00:00Z',
    });
    const { body } = await report(model, {
      environment: 'production',
      version: '0',
      observedAt: '2026-02-01T23:59:59.999Z',
    }).expect(200);
    expect(body).toMatchObject({
      changed: false,
      deployment: { version: '1' },
    });
    expect((await changesOf(model)).items).toHaveLength(1);
    expect(await deploymentsOf(model)).toMatchObject([
      { version: '1', lastSeen: '2026-02-02T00:00:00.000Z' },
    ]);
  });

  it('are seen again, but not changed or announced, by the same report', async () => {
    const model = backend.addModel();
    const seen = { ...PRODUCTION_1, trafficPercent: 33.3 };
    await report(model, { ...seen, observedAt: '2026-02-01T00:00:00Z' });
    backend.events.publish.mockClear();
    const { body } = await report(
      model,
      { ...seen, observedAt: '2026-02-02T00:00:00Z' },
      person('dario-datasci'),
    ).expect(200);
    expect(body).toMatchObject({
      changed: false,
      deployment: {
        since: '2026-02-01T00:00:00.000Z',
        lastSeen: '2026-02-02T00:00:00.000Z',
      },
    });
    expect(backend.events.publish).not.toHaveBeenCalled();
    expect(await deploymentsOf(model)).toEqual([body.deployment]);
  });

  it('keep since when they run a version, and start anew with another', async () => {
    const model = backend.addModel();
    const seen = async (version: string, status: string, day: number) => {
      const { body } = await report(model, {
        ...{ environment: 'production', version, status },
        observedAt: `2026-03-0${day}T00:00:00Z`,
      }).expect(200);
      return body.deployment.since;
    };
    expect(await seen('1', 'progressing', 1)).toBe('2026-03-01T00:00:00.000Z');
    expect(await seen('1', 'running', 2)).toBe('2026-03-01T00:00:00.000Z');
    expect(await seen('2', 'running', 3)).toBe('2026-03-03T00:00:00.000Z');
    expect(await seen('1', 'running', 4)).toBe('2026-03-04T00:00:00.000Z');
    expect(await seen('1', 'failed', 5)).toBe('2026-03-04T00:00:00.000Z');
    expect(await seen('1', 'stopped', 6)).toBe('2026-03-04T00:00:00.000Z');
    expect(await seen('1', 'stopped', 7)).toBe('2026-03-04T00:00:00.000Z');
    expect(await seen('1', 'running', 8)).toBe('2026-03-08T00:00:00.000Z');
  });

  it.each(['observedAt', 'since'])(
    'are refused with a time in the future as %s',
    async field => {
      const model = backend.addModel();
      const { body } = await report(model, {
        ...PRODUCTION_1,
        [field]: new Date(Date.now() + 6 * 60_000).toISOString(),
      }).expect(400);
      expect(body.error.message).toMatch(
        new RegExp(`^body.${field}: .* lies in the future; it is .* here$`),
      );
      expect(await deploymentsOf(model)).toEqual([]);
    },
  );

  it('forgive a clock that is a little fast, and do not prefer it', async () => {
    const model = backend.addModel();
    const observedAt = new Date(Date.now() + 60_000).toISOString();
    await report(model, { ...PRODUCTION_1, observedAt }).expect(200);
    const next = { environment: 'production', version: '2' };
    const { body } = await report(model, next).expect(200);
    expect(body).toMatchObject({ changed: true, deployment: { version: '2' } });
  });

  it('register a version that was never reported', async () => {
    const model = backend.addModel();
    await report(model, PRODUCTION_1, person('dario-datasci')).expect(200);
    expect((await model.get('/versions')).body.items).toMatchObject([
      {
        version: '1',
        stage: 'development',
        registeredBy: 'user:default/dario-datasci',
      },
    ]);
  });

  it('let whoever reports such a version first be its registrar', async () => {
    const model = backend.addModel();
    await report(model, PRODUCTION_1).expect(200);
    const version = { version: '1', stage: 'validation' };
    const { body } = await model
      .post('/versions', version, person('dario-datasci'))
      .expect(200);
    expect(body).toMatchObject({
      changed: true,
      version: { ...version, registeredBy: 'user:default/dario-datasci' },
    });
    expect((await model.get('/versions')).body.items).toMatchObject([
      body.version,
    ]);
  });

  it('leave a version alone that is known', async () => {
    const model = backend.addModel();
    const version = { version: '1', stage: 'validation', description: 'Known' };
    const known = await model.post('/versions', version).expect(200);
    await report(model, PRODUCTION_1, person('dario-datasci')).expect(200);
    expect((await model.get('/versions')).body.items).toMatchObject([
      known.body.version,
    ]);
  });

  it.each([
    [{ version: '1' }, 'body.environment'],
    [{ environment: 'Production', version: '1' }, 'body.environment'],
    [{ environment: 'a'.repeat(64), version: '1' }, 'body.environment'],
    [{ environment: 'production' }, 'body.version'],
    [{ ...PRODUCTION_1, status: 'gone' }, 'body.status'],
    [{ ...PRODUCTION_1, role: 'blue' }, 'body.role'],
    [{ ...PRODUCTION_1, trafficPercent: 101 }, 'body.trafficPercent'],
    [{ ...PRODUCTION_1, trafficPercent: -1 }, 'body.trafficPercent'],
    [{ ...PRODUCTION_1, trafficPercent: '50' }, 'body.trafficPercent'],
    [{ ...PRODUCTION_1, trafficPercent: null }, 'body.trafficPercent'],
    [{ ...PRODUCTION_1, endpoint: 'javascript:alert(1)' }, 'body.endpoint'],
    [{ ...PRODUCTION_1, name: 'a\u0000b' }, 'body.name'],
    [{ ...PRODUCTION_1, name: 'n'.repeat(201) }, 'body.name'],
    [{ ...PRODUCTION_1, traffic: 50 }, 'traffic'],
  ])('are refused as %j, naming %s', async (body, field) => {
    const model = backend.addModel();
    const answer = await report(model, body).expect(400);
    expect(answer.body.error.message).toContain(field);
    expect(await deploymentsOf(model)).toEqual([]);
  });

  it('are one when the same one is reported twice at the same moment', async () => {
    const model = backend.addModel();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        report(model, { ...PRODUCTION_1, observedAt: '2026-01-01T00:00:00Z' }),
      ),
    );
    expect(answers.filter(({ body }) => body.changed)).toHaveLength(1);
    expect((await changesOf(model)).items).toHaveLength(1);
  });
});
