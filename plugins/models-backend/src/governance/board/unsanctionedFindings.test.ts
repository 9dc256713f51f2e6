import { TestModel } from '../../__testUtils__/TestModel';
import {
  BOARD,
  approve,
  boardConfig,
  readAllPages,
} from '../../__testUtils__/board';
import { fakeDates } from '../../__testUtils__/fakeDates';
import { OWNERS, person } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const START = '2026-03-01T09:00:00.000Z';
const LAPSE = '2026-05-30T09:00:00.000Z';

describe.each(databases.eachSupportedId())('what is found on %s', id => {
  let backend: ModelsBackend;
  let replica: ModelsBackend;
  beforeAll(async () => {
    const knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: boardConfig });
    replica = await startModelsBackend({ knex, config: boardConfig });
    fakeDates();
  });
  beforeEach(() => jest.setSystemTime(new Date(START)));
  afterAll(() => jest.useRealTimers());

  function deploy(model: TestModel, deployment: object = {}) {
    return model
      .post('/deployments', {
        environment: 'production',
        version: '1',
        ...deployment,
      })
      .expect(200);
  }

  async function findings(model: TestModel) {
    const all = await readAllPages(backend.server, 'unsanctioned-deployments');
    return all.filter(({ modelRef }) => modelRef === model.modelRef);
  }

  /** Everybody who was told, by either replica, of what is unsanctioned. */
  function told(model: TestModel) {
    return [backend, replica].flatMap(({ notifications }) =>
      notifications.send.mock.calls.flatMap(([{ recipients, payload }]) =>
        payload.link?.includes(`/${model.name}/`) &&
        payload.title.endsWith('unsanctioned')
          ? [recipients]
          : [],
      ),
    );
  }

  /** A model that both replicas find in their catalogs. */
  function addModel(): TestModel {
    const model = backend.addHighRiskModel();
    replica.addHighRiskModel({ name: model.name });
    return model;
  }

  it('is on the board as soon as a deployment is reported', async () => {
    const model = addModel();
    await deploy(model);
    expect(await findings(model)).toEqual([
      {
        modelRef: model.modelRef,
        title: model.name,
        owner: OWNERS,
        riskTier: 'high',
        environment: 'production',
        name: 'primary',
        version: '1',
        missing: ['Independent validation', 'Registration of the version'],
        enforcement: 'prevent',
        foundAt: START,
      },
    ]);
    expect(told(model)).toEqual([
      { type: 'entity', entityRef: [OWNERS, BOARD] },
    ]);
  });

  it('is told once, however often it is reported and looked for', async () => {
    const model = addModel();
    await deploy(model);
    await deploy(model, { status: 'degraded' });
    await Promise.all([
      backend.runTask('reconcile-governance'),
      replica.runTask('reconcile-governance'),
    ]);
    expect(told(model)).toHaveLength(1);
    expect(await findings(model)).toHaveLength(1);
  });

  it('is told of each version that runs without its sign-offs', async () => {
    const model = addModel();
    await deploy(model);
    await deploy(model, { version: '2' });
    expect(await findings(model)).toMatchObject([{ version: '2' }]);
    expect(told(model)).toHaveLength(2);
  });

  it('is shown but not told where the environment only records', async () => {
    const model = addModel();
    await deploy(model, { environment: 'shadow' });
    await backend.runTask('reconcile-governance');
    expect(await findings(model)).toMatchObject([{ enforcement: 'record' }]);
    expect(told(model)).toEqual([]);
  });

  it('is cleared when the sign-off is given, and found anew when it lapses', async () => {
    const model = addModel();
    await deploy(model);
    await model.post('/versions', { version: '1' }).expect(200);
    await approve(model);
    expect(await findings(model)).toEqual([]);

    jest.setSystemTime(Date.parse(LAPSE) - 1);
    await backend.runTask('renew-lapsed-sign-offs');
    expect(await findings(model)).toEqual([]);

    jest.setSystemTime(new Date(LAPSE));
    await Promise.all([
      backend.runTask('renew-lapsed-sign-offs'),
      replica.runTask('renew-lapsed-sign-offs'),
    ]);
    expect(await findings(model)).toMatchObject([{ foundAt: LAPSE }]);
    expect(told(model)).toHaveLength(2);
  });

  it('is found when it lapses while there is no going through all models', async () => {
    const model = addModel();
    await model.post('/versions', { version: '1' }).expect(200);
    await approve(model);
    await deploy(model);
    jest.setSystemTime(new Date(LAPSE));
    backend.catalog.breakLists();
    await backend.runTask('renew-lapsed-sign-offs');
    backend.catalog.breakLists(false);
    expect(await findings(model)).toMatchObject([{ foundAt: LAPSE }]);
    expect(told(model)).toHaveLength(1);
  });

  it('is cleared by a waiver, and found anew when that ends', async () => {
    const model = addModel();
    await model.post('/versions', { version: '1' }).expect(200);
    await deploy(model);
    const until = '2026-03-02T09:00:00.000Z';
    const waiver = { requirement: 'validation', stage: 'production', until };
    await model
      .post('/waivers', { ...waiver, reason: 'A trial' }, person('rosa-risk'))
      .expect(201);
    const waivers = async () =>
      (await readAllPages(backend.server, 'active-waivers')).filter(
        ({ modelRef }) => modelRef === model.modelRef,
      );
    expect(await findings(model)).toEqual([]);
    expect(await waivers()).toMatchObject([{ waiver: { until } }]);

    jest.setSystemTime(new Date(until));
    expect(await waivers()).toEqual([]);
    await backend.runTask('renew-lapsed-sign-offs');
    expect(await findings(model)).toMatchObject([{ foundAt: until }]);
  });

  it('is cleared when the deployment is gone, and nobody is told', async () => {
    const model = addModel();
    await deploy(model);
    await deploy(model, { status: 'stopped' });
    await backend.runTask('reconcile-governance');
    expect(await findings(model)).toEqual([]);
    expect(told(model)).toHaveLength(1);
  });

  it('is the same when the deployment comes and goes, and told once', async () => {
    const model = addModel();
    await deploy(model);
    for (let minute = 1; minute <= 3; minute++) {
      jest.setSystemTime(Date.parse(START) + minute * 60_000);
      await deploy(model, { status: 'failed' });
      expect(await findings(model)).toEqual([]);
      await deploy(model);
      expect(await findings(model)).toMatchObject([{ foundAt: START }]);
    }
    await backend.runTask('reconcile-governance');
    expect(told(model)).toHaveLength(1);
  });

  it('is another one when it ran with its sign-offs in between', async () => {
    const model = addModel();
    await model.post('/versions', { version: '1' }).expect(200);
    await deploy(model);
    await deploy(model, { status: 'stopped' });
    await approve(model);
    await deploy(model);
    await deploy(model, { status: 'stopped' });
    jest.setSystemTime(new Date(LAPSE));
    await deploy(model);
    expect(await findings(model)).toMatchObject([{ foundAt: LAPSE }]);
    expect(told(model)).toHaveLength(2);
  });

  it('is told later when notifications do not work now', async () => {
    const model = addModel();
    backend.notifications.send.mockRejectedValueOnce(new Error('down'));
    await deploy(model);
    expect(told(model)).toHaveLength(1);
    await replica.runTask('reconcile-governance');
    expect(told(model)).toHaveLength(2);
    await replica.runTask('reconcile-governance');
    expect(told(model)).toHaveLength(2);
  });
});
