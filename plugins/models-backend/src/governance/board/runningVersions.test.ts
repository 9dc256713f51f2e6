import { TestModel } from '../../__testUtils__/TestModel';
import {
  approve,
  boardConfig,
  readAllPages,
  readBoard,
} from '../../__testUtils__/board';
import { fakeDates } from '../../__testUtils__/fakeDates';
import { person } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const START = '2026-03-01T09:00:00.000Z';
const DAY_MS = 24 * 60 * 60 * 1000;
const LAPSE = '2026-05-30T09:00:00.000Z';
const victor = person('victor-validator');

describe.each(databases.eachSupportedId())('what runs, on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    const knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: withFairness() });
    fakeDates();
  });
  beforeEach(() => jest.setSystemTime(new Date(START)));
  afterAll(() => jest.useRealTimers());

  /** Version 7 runs with its sign-off, while version 8 waits in validation. */
  async function overtaken() {
    const model = backend.addHighRiskModel({ title: 'Churn' });
    await model.post('/versions', { version: '7' }).expect(200);
    await approve(model, victor, '7');
    const stage = { version: '7', stage: 'production' };
    await model.post('/versions', stage).expect(200);
    await deploy(model);
    const next = { version: '8', stage: 'validation' };
    await model.post('/versions', next).expect(200);
    return model;
  }

  function deploy(model: TestModel, deployment: object = {}) {
    return model
      .post('/deployments', {
        ...{ environment: 'production', version: '7', ...deployment },
      })
      .expect(200);
  }

  async function listed(model: TestModel, list: string) {
    const all = await readAllPages(backend.server, list);
    return all.filter(({ modelRef }) => modelRef === model.modelRef);
  }

  async function inDaysBeforeLapse(days: number) {
    jest.setSystemTime(new Date(Date.parse(LAPSE) - days * DAY_MS));
    await backend.runTask('renew-lapsed-sign-offs');
    await backend.runTask('remind-expiring');
  }

  function reminders(model: TestModel) {
    return backend.notifications.send.mock.calls.flatMap(([{ payload }]) =>
      payload.link?.includes(`/${model.name}/`) &&
      payload.title.includes('expire')
        ? [payload]
        : [],
    );
  }

  it('may run on for a day when it is taken out of use, and is unsanctioned after that', async () => {
    const model = await overtaken();
    await model
      .post('/stage-moves', {
        ...{ version: '7', expectedStage: 'production' },
        ...{ stage: 'retired', reason: 'Replaced by 8' },
      })
      .expect(200);
    const list = 'unsanctioned-deployments';
    expect(await listed(model, list)).toEqual([]);

    jest.setSystemTime(Date.parse(START) + DAY_MS);
    await backend.runTask('renew-lapsed-sign-offs');
    const missing = ['A version in use (version 7 was moved to retired)'];
    expect(await listed(model, list)).toMatchObject([
      { version: '7', missing },
    ]);
    const { governance } = await model.overview();
    expect(governance.unsanctioned).toMatchObject([{ version: '7', missing }]);
    expect(backend.notifications.send).toHaveBeenCalledWith(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: 'Churn 7 runs in production unsanctioned',
          description: `primary lacks: ${missing}`,
        }),
      }),
    );

    await deploy(model, { status: 'stopped' });
    expect(await listed(model, list)).toEqual([]);
  });

  it('is warned of before it lapses, although a newer version is in question', async () => {
    const model = await overtaken();
    await inDaysBeforeLapse(7);
    await inDaysBeforeLapse(6.9);
    expect(await listed(model, 'expiring-sign-offs?days=30')).toMatchObject([
      { version: '7', requirement: { id: 'validation' }, expiresAt: LAPSE },
    ]);
    expect(reminders(model)).toMatchObject([
      {
        title:
          'Independent validation of version 7 of Churn expires on 2026-05-30',
        description: expect.stringContaining('Version 7 still runs'),
      },
    ]);
    expect(await listed(model, 'unsanctioned-deployments')).toEqual([]);

    await inDaysBeforeLapse(0);
    expect(await listed(model, 'unsanctioned-deployments')).toMatchObject([
      { version: '7', missing: ['Independent validation'] },
    ]);
  });

  it('is in the matrix beside the version in question', async () => {
    const model = await overtaken();
    await deploy(model, { name: 'second' });
    await deploy(model, { environment: 'shadow', version: '6' });
    await deploy(model, { environment: 'laptop', version: '5' });
    const matrix = () => listed(model, 'board');
    const row = {
      ...{ version: '8', signOff: 'outdated' },
      requirements: [{ id: 'validation', status: 'outdated' }],
    };
    const running = (sanctioned: boolean) => [
      { version: '7', environment: 'production', sanctioned },
      { version: '6', environment: 'shadow', sanctioned: false },
    ];
    expect(await matrix()).toMatchObject([{ ...row, running: running(true) }]);
    expect(await listed(model, 'board?status=approved')).toEqual([]);

    await inDaysBeforeLapse(0);
    expect(await matrix()).toMatchObject([{ ...row, running: running(false) }]);

    const stopped = { status: 'stopped' };
    await deploy(model, stopped);
    await deploy(model, { ...stopped, name: 'second' });
    await deploy(model, { ...stopped, environment: 'shadow', version: '6' });
    const [quiet] = await matrix();
    expect(quiet).not.toHaveProperty('running');
  });

  it('is listed once when it is the version in question, and told of once when it was', async () => {
    const model = await overtaken();
    await approve(model, victor, '8');
    expect(await listed(model, 'expiring-sign-offs?days=90')).toMatchObject([
      { version: '7' },
      { version: '8' },
    ]);
    await deploy(model, { version: '8' });
    await inDaysBeforeLapse(7);
    const expiring = await listed(model, 'expiring-sign-offs?days=30');
    expect(expiring).toMatchObject([{ version: '8' }]);
    expect(reminders(model)).toHaveLength(1);

    const next = { version: '9', stage: 'validation' };
    await model.post('/versions', next).expect(200);
    await inDaysBeforeLapse(6);
    expect(await listed(model, 'expiring-sign-offs?days=30')).toEqual(expiring);
    expect(reminders(model)).toHaveLength(1);
  });

  it('is listed once with the others where a sign-off is good for all versions', async () => {
    const model = backend.addModel({ spec: { riskTier: 'limited' } });
    await model.post('/versions', { version: '7' }).expect(200);
    const { body } = await model
      .post('/reviews', { version: '7', stage: 'production' })
      .expect(201);
    await model
      .post(
        '/decisions',
        {
          ...{ requirement: 'fairness', stage: 'production', version: '7' },
          ...{ decision: 'approved', comment: 'Even-handed' },
        },
        victor,
      )
      .expect(201);
    await model
      .post(`/reviews/${body.review.id}/close`, { reason: 'Decided' })
      .expect(200);
    await deploy(model);
    await inDaysBeforeLapse(7);
    const next = { version: '8', stage: 'validation' };
    await model.post('/versions', next).expect(200);
    await inDaysBeforeLapse(6);
    const expiring = await listed(model, 'expiring-sign-offs?days=30');
    expect(expiring).toMatchObject([{ requirement: { id: 'fairness' } }]);
    expect(expiring[0]).not.toHaveProperty('version');
    expect(reminders(model)).toHaveLength(1);
    const { expiring: count } = await readBoard(backend.server, 'board-facets');
    expect(count).toBe(
      (await readAllPages(backend.server, 'expiring-sign-offs?days=90')).length,
    );
  });

  it('does not have a waiver of all versions listed more than once', async () => {
    const model = await overtaken();
    const until = '2026-04-01T09:00:00.000Z';
    const waiver = { requirement: 'validation', stage: 'production', until };
    await model
      .post('/waivers', { ...waiver, reason: 'A trial' }, person('rosa-risk'))
      .expect(201);
    expect(await listed(model, 'active-waivers')).toHaveLength(1);
  });
});

/** Limited ones need a sign-off that is good for all versions. */
function withFairness() {
  const fairness = {
    ...{ id: 'fairness', title: 'Fairness', stage: 'production' },
    ...{ approvers: ['group:default/model-validation'], validFor: 'P90D' },
    scope: 'model',
  };
  const limited = {
    ...{ id: 'limited', title: 'Limited', requirements: [fairness] },
    match: { 'spec.riskTier': 'limited' },
  };
  const [highRisk] = boardConfig.governance.policies;
  return {
    ...boardConfig,
    governance: { ...boardConfig.governance, policies: [highRisk, limited] },
  };
}
