import { readBoard } from '../__testUtils__/board';
import { fakeDates } from '../__testUtils__/fakeDates';
import { OWNERS, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const AUC = { check: 'AUC', kind: 'performance' };
const HOUR_MS = 3_600_000;
const START = Date.now() - 24 * HOUR_MS;
const dario = person('dario-datasci');
const DARIO = 'user:default/dario-datasci';

function hour(n: number): string {
  return new Date(START + n * HOUR_MS).toISOString();
}

describe.each(databases.eachSupportedId())('a retired check on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    fakeDates();
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });
  beforeEach(() => {
    jest.setSystemTime(START + 12 * HOUR_MS);
    backend.notifications.send.mockClear();
  });
  afterAll(() => jest.useRealTimers());

  const report = (model: TestModel, ...results: object[]) =>
    model
      .post('/check-results', {
        results: results.map(result => ({ ...AUC, ...result })),
      })
      .expect(200);

  const at = (n: number, status: string, more = {}) => ({
    ...{ status, observedAt: hour(n), ...more },
  });

  const retire = (model: TestModel, more = {}) =>
    model.post(
      '/check-retirements',
      { check: 'AUC', reason: 'F1 took its place', ...more },
      dario,
    );

  const stateOf = async (model: TestModel) =>
    (await model.get('/monitoring').expect(200)).body;

  const listOf = async (model: TestModel, path: string) =>
    (await model.get(path).expect(200)).body.items;

  const sent = () =>
    backend.notifications.send.mock.calls.map(([message]) => message);

  it('counts no more, is listed with who retired it and why, and keeps its history', async () => {
    const model = backend.addModel();
    await report(model, at(1, 'critical', { environment: 'production' }), {
      ...at(1, 'ok'),
      check: 'F1',
    });
    const { body } = await retire(model, { environment: 'production' }).expect(
      200,
    );
    const retired = {
      ...AUC,
      environment: 'production',
      retired: {
        ...{ by: DARIO, at: hour(12), reason: 'F1 took its place' },
      },
    };
    expect(body).toMatchObject(retired);
    expect(await stateOf(model)).toMatchObject({
      ...{ status: 'ok', reason: 'The only check is ok', retiredChecks: 1 },
      checks: [{ check: 'F1' }],
    });
    expect((await model.overview()).monitoring).toMatchObject({
      ...{ status: 'ok', retiredChecks: 1 },
    });
    expect(await listOf(model, '/retired-checks')).toMatchObject([retired]);
    expect(
      await listOf(model, '/check-results?check=AUC&environment=production'),
    ).toHaveLength(1);
    expect(await listOf(model, '/timeline?kind=monitoring')).toMatchObject([
      {
        ...{ action: 'check-retired', by: DARIO, at: hour(12) },
        ...{ check: 'AUC', environment: 'production' },
        text: 'F1 took its place',
      },
      { action: 'incident-ended', at: hour(12) },
      { action: 'incident-began', at: hour(1) },
    ]);
  });

  it('ends its incident, and the owner hears why; who retired it needs no telling', async () => {
    const model = backend.addModel({ owner: OWNERS, title: 'Churn' });
    await report(model, at(11, 'critical'));
    await retire(model).expect(200);
    expect(await listOf(model, '/incidents')).toMatchObject([
      { startedAt: hour(11), endedAt: hour(12) },
    ]);
    expect(sent()).toMatchObject([
      { payload: { title: 'Churn is critical' } },
      {
        recipients: { entityRef: OWNERS, excludeEntityRef: DARIO },
        payload: {
          title: 'Churn: AUC is no longer run',
          description: expect.stringMatching(
            /ended .* for its check was retired: F1 took its place$/,
          ),
        },
      },
    ]);
  });

  it('leaves the model unmonitored when it was the only one, at once and in all lists', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await model
      .post('/deployments', { environment: 'production', version: '1' })
      .expect(200);
    await report(model, at(11, 'warning'));
    await backend.runTask('reconcile-governance');
    const rowOf = async (list: string) =>
      (await readBoard(backend.server, list)).items.find(
        (row: { modelRef: string }) => row.modelRef === model.modelRef,
      );
    const unmonitored = () => rowOf('unmonitored?limit=200');
    const inFleet = async () => (await rowOf('fleet?limit=200')).monitoring;
    const warningsOf = async () =>
      (await readBoard(backend.server, 'monitoring-statuses')).statuses.find(
        (one: { status: string }) => one.status === 'warning',
      ).count;
    expect(await unmonitored()).toBeUndefined();
    expect(await inFleet()).toBe('warning');
    const warnings = await warningsOf();
    await retire(model).expect(200);
    expect(await stateOf(model)).toMatchObject({
      ...{ status: 'unmonitored', reason: 'No check watches this model' },
    });
    expect(await unmonitored()).toMatchObject({ version: '1' });
    expect(await inFleet()).toBe('unmonitored');
    expect(await warningsOf()).toBe(warnings - 1);
  });

  it('comes back with a new result, and begins anew', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await report(model, at(10, 'critical'), at(11, 'critical'));
    await retire(model).expect(200);
    jest.setSystemTime(START + 14 * HOUR_MS);
    await report(model, at(13, 'ok'));
    expect(await stateOf(model)).toMatchObject({
      ...{ status: 'ok', retiredChecks: 0 },
      checks: [{ ...AUC, status: 'ok', since: hour(13) }],
    });
    expect(await listOf(model, '/retired-checks')).toEqual([]);
    expect(await listOf(model, '/incidents')).toHaveLength(1);
    await report(model, at(14, 'critical'));
    expect(await listOf(model, '/incidents')).toMatchObject([
      { startedAt: hour(14) },
      { startedAt: hour(10), endedAt: hour(12) },
    ]);
    const [returned] = await listOf(model, '/timeline?kind=monitoring');
    expect(returned).toMatchObject({
      ...{ action: 'check-returned', by: 'external:trainer', check: 'AUC' },
    });
    // A late one between both is judged with those from then on alone.
    await report(model, at(12.5, 'warning'));
    expect(await stateOf(model)).toMatchObject({
      checks: [{ status: 'critical', since: hour(14) }],
    });
    expect(await listOf(model, '/incidents')).toHaveLength(2);
  });

  it('is not brought back by what was observed before, sent late or again', async () => {
    const model = backend.addModel({ owner: OWNERS });
    await report(model, at(10, 'critical'));
    await retire(model).expect(200);
    const before = await listOf(model, '/incidents');
    const late = [at(10, 'critical'), at(9, 'critical'), at(11.5, 'critical')];
    const { body } = await report(model, ...late);
    expect(body).toMatchObject({ accepted: 2, alreadyKnown: 1 });
    expect((await report(model, ...late)).body).toMatchObject({
      ...{ accepted: 0, alreadyKnown: 3, status: 'unmonitored' },
    });
    expect(await listOf(model, '/incidents')).toEqual(before);
    expect(await listOf(model, '/retired-checks')).toHaveLength(1);
    expect(await listOf(model, '/check-results?check=AUC')).toHaveLength(3);
    jest.setSystemTime(START + 14 * HOUR_MS);
    await report(model, at(13, 'warning'), at(8, 'critical'));
    expect(await stateOf(model)).toMatchObject({
      checks: [{ status: 'warning', since: hour(13) }],
    });
    expect(await listOf(model, '/incidents')).toEqual(before);
  });

  it('is retired once, and only when there is one', async () => {
    const model = backend.addModel();
    await report(model, at(1, 'ok'));
    await retire(model, { environment: 'production' })
      .expect(404)
      .expect(({ body }) =>
        expect(body.error.message).toContain(`body.check: '${model.modelRef}'`),
      );
    await retire(model, { reason: ' ' }).expect(400);
    await retire(model).expect(200);
    await retire(model)
      .expect(409)
      .expect(({ body }) =>
        expect(body.error.message).toContain(`was retired by '${DARIO}'`),
      );
  });

  it('makes room: retired ones are not among the 500 that a model may have', async () => {
    const model = backend.addModel();
    const many = Array.from({ length: 500 }, (_, i) => ({
      ...{ ...at(1, 'ok'), check: `check ${i}` },
    }));
    await report(model, ...many);
    const oneMore = { results: [{ ...AUC, ...at(2, 'ok') }] };
    const { body } = await model.post('/check-results', oneMore).expect(409);
    expect(body.error.message).toContain('retire those that are no longer run');
    await retire(model, { check: 'check 7' }).expect(200);
    await model.post('/check-results', oneMore).expect(200);
    jest.setSystemTime(START + 14 * HOUR_MS);
    await model
      .post('/check-results', {
        results: [{ ...AUC, ...at(13, 'ok'), check: 'check 7' }],
      })
      .expect(409);
  });

  it('is listed page by page, the last retired first', async () => {
    const model = backend.addModel();
    const names = ['a', 'b', 'c'];
    await report(model, ...names.map(check => ({ ...at(1, 'ok'), check })));
    for (const check of names) {
      await retire(model, { check }).expect(200);
      jest.setSystemTime(Date.now() + HOUR_MS);
    }
    const first = await model.get('/retired-checks?limit=2').expect(200);
    const { nextCursor } = first.body.pageInfo;
    const second = await listOf(model, `/retired-checks?cursor=${nextCursor}`);
    expect([...first.body.items, ...second].map(({ check }) => check)).toEqual([
      'c',
      'b',
      'a',
    ]);
  });
});
