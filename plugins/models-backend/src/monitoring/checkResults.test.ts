import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const AUC = { check: 'AUC', kind: 'performance' };
const [DAY_1, DAY_2, DAY_3] = [5, 4, 3].map(daysAgo);

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 3_600_000).toISOString();
}

describe.each(databases.eachSupportedId())('check results on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });

  function report(model: TestModel, ...results: object[]) {
    return model.post('/check-results', { results });
  }

  async function monitoringOf(model: TestModel) {
    return (await model.get('/monitoring').expect(200)).body;
  }

  async function resultsOf(model: TestModel, query = 'check=AUC') {
    const { body } = await model.get(`/check-results?${query}`).expect(200);
    return body.items;
  }

  it('show what was reported', async () => {
    const model = backend.addModel();
    expect(await monitoringOf(model)).toMatchObject({
      status: 'unmonitored',
      checks: [],
    });
    const result = {
      status: 'warning',
      value: 0.71,
      threshold: 0.75,
      unit: 'ratio',
      message: 'Falls since Monday',
      version: '7',
    };
    const { body } = await report(model, {
      ...{ ...AUC, ...result },
      environment: 'production',
      observedAt: DAY_1.replace('Z', '+00:00'),
    }).expect(200);
    expect(body).toEqual({
      format: 'modelry',
      accepted: 1,
      alreadyKnown: 0,
      status: 'warning',
    });
    const latest = { ...result, observedAt: DAY_1 };
    expect(await monitoringOf(model)).toEqual({
      ...{ status: 'warning', retiredChecks: 0 },
      reason:
        'Performance warning since 5 d: AUC in production 0.71 ratio < 0.75 ratio',
      checks: [
        {
          ...{ ...AUC, allowedSilence: 'P7D', latest },
          environment: 'production',
          status: 'warning',
          since: DAY_1,
        },
      ],
    });
    expect(await resultsOf(model, 'check=AUC&environment=production')).toEqual([
      latest,
    ]);
  });

  it('come in batches of many checks and environments', async () => {
    const model = backend.addModel();
    const environments = ['production', 'staging', undefined];
    const batch = ['a', 'b'].flatMap(check =>
      environments.flatMap(environment =>
        [DAY_1, DAY_2].map(observedAt => ({
          ...{ check, kind: 'data-quality', status: 'ok' },
          ...{ environment, observedAt },
        })),
      ),
    );
    const { body } = await report(model, ...batch).expect(200);
    expect(body).toMatchObject({ accepted: 12, alreadyKnown: 0, status: 'ok' });
    const { checks, reason } = await monitoringOf(model);
    expect(checks).toHaveLength(6);
    expect(reason).toBe('All 6 checks are ok');
    expect(await resultsOf(model, 'check=a')).toHaveLength(2);
    expect(await resultsOf(model, 'check=a&environment=staging')).toHaveLength(
      2,
    );
    expect(await resultsOf(model, 'check=c')).toEqual([]);
  });

  it('that are known already change and announce nothing', async () => {
    const model = backend.addModel();
    const results = [DAY_1, DAY_2].map(observedAt => ({
      ...{ ...AUC, status: 'ok', value: 0.1 + 0.2, observedAt },
    }));
    await report(model, ...results).expect(200);
    backend.events.publish.mockClear();
    const again = await report(model, ...results).expect(200);
    expect(again.body).toMatchObject({ accepted: 0, alreadyKnown: 2 });
    expect(backend.events.publish).not.toHaveBeenCalled();
    const more = { ...results[1], observedAt: DAY_3 };
    const partly = await report(model, ...results, more, more).expect(200);
    expect(partly.body).toMatchObject({ accepted: 1, alreadyKnown: 3 });
    expect(await resultsOf(model)).toHaveLength(3);
  });

  it('may arrive out of order', async () => {
    const model = backend.addModel();
    const at = (observedAt: string, status: string) =>
      report(model, { ...AUC, status, observedAt }).expect(200);
    await at(DAY_2, 'warning');
    await at(DAY_1, 'critical');
    expect(await monitoringOf(model)).toMatchObject({ status: 'warning' });
    await at(DAY_3, 'ok');
    expect(await monitoringOf(model)).toMatchObject({ status: 'ok' });
    expect(
      (await resultsOf(model)).map((r: { status: string }) => r.status),
    ).toEqual(['ok', 'warning', 'critical']);
  });

  it.each([
    [['ok', 'critical', 'warning', 'error']],
    [['critical', 'error', 'ok', 'warning']],
    [['error', 'warning', 'critical', 'ok']],
  ])(
    'of the same moment leave the most severe one current: %s',
    async statuses => {
      const [model, atOnce] = [backend.addModel(), backend.addModel()];
      const results = statuses.map(status => ({
        ...{ ...AUC, status, observedAt: DAY_1 },
      }));
      for (const result of results) {
        await report(model, result).expect(200);
      }
      await report(atOnce, ...results).expect(200);
      expect(await monitoringOf(model)).toMatchObject({ status: 'critical' });
      expect(await monitoringOf(atOnce)).toEqual(await monitoringOf(model));
      expect(await resultsOf(model)).toHaveLength(4);
    },
  );

  it.each([
    ['an unknown field', { colour: 'red' }, 'body.results.1'],
    ['an unknown status', { status: 'red' }, 'body.results.1.status'],
    ['an unknown kind', { kind: 'mood' }, 'body.results.1.kind'],
    ['a number as a string', { value: '0.5' }, 'body.results.1.value'],
    ['null', { value: null }, 'body.results.1.value'],
    [
      'a bad duration',
      { allowedSilence: '1 week' },
      'results.1.allowedSilence',
    ],
    [
      'no status, and no threshold that judges them',
      { status: undefined, value: 1 },
      'body.results.1.status',
    ],
    [
      'a time in the future',
      { observedAt: '9999-12-31T00:00:00Z' },
      'body.results.1.observedAt',
    ],
  ])('with %s are refused and none of them is kept', async (_, bad, field) => {
    const model = backend.addModel();
    const good = { ...AUC, status: 'ok' };
    const { body } = await report(model, good, { ...good, ...bad }).expect(400);
    expect(body.error.message).toContain(field);
    expect(await monitoringOf(model)).toMatchObject({ status: 'unmonitored' });
    expect(await resultsOf(model)).toEqual([]);
  });

  it('of another kind than the check are refused and none is kept', async () => {
    const model = backend.addModel();
    await report(model, { ...AUC, status: 'ok' }).expect(200);
    const { body } = await report(
      model,
      { check: 'Latency', kind: 'service-health', status: 'critical' },
      { check: 'AUC', kind: 'fairness', status: 'critical' },
    ).expect(409);
    expect(body.error.message).toBe(
      "The check 'AUC' is of kind 'performance', not 'fairness'; report under another name",
    );
    expect(await monitoringOf(model)).toMatchObject({
      status: 'ok',
      checks: [{ check: 'AUC', kind: 'performance' }],
    });
    expect(await resultsOf(model)).toHaveLength(1);
  });

  it('of two kinds for a new check are refused', async () => {
    const model = backend.addModel();
    await report(
      model,
      { ...AUC, status: 'ok' },
      { ...AUC, kind: 'fairness', status: 'ok' },
    ).expect(409);
    expect(await monitoringOf(model)).toMatchObject({ checks: [] });
  });

  it('of a critical model that nobody owns notify nobody', async () => {
    const model = backend.addModel();
    backend.notifications.send.mockClear();
    await report(model, { ...AUC, status: 'critical' }).expect(200);
    expect(backend.notifications.send).not.toHaveBeenCalled();
  });
});
