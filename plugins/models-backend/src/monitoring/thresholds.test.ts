import { Incident } from '@modelry/backstage-plugin-models-common';
import fc from 'fast-check';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(120_000);

const databases = testDatabases();

const SHARE = { check: 'Share', kind: 'data-drift' };
const START = Date.now() - 24 * 3_600_000;

function minute(n: number): string {
  return new Date(START + n * 60_000).toISOString();
}

describe.each(databases.eachSupportedId())('thresholds on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: {
        monitoring: {
          thresholds: [
            { kind: 'data-drift', warning: 0.2, critical: 0.3 },
            {
              ...{ kind: 'performance', check: 'AUC' },
              ...{ direction: 'lower-is-worse', critical: 0.7 },
              hysteresis: 0.05,
            },
          ],
        },
      },
    });
  });

  function report(model: TestModel, ...results: object[]) {
    return model.post('/check-results', { results });
  }

  async function checksOf(model: TestModel) {
    return (await model.get('/monitoring').expect(200)).body.checks;
  }

  async function historyOf(model: TestModel, check = 'Share') {
    const { body } = await model.get(`/check-results?check=${check}`);
    return body.items.map((item: { status: string }) => item.status).reverse();
  }

  it('for a kind judge values that come without a status', async () => {
    const model = backend.addModel();
    await report(model, { ...SHARE, value: 0.41 }).expect(200);
    expect(await checksOf(model)).toMatchObject([
      { status: 'critical', latest: { value: 0.41, threshold: 0.3 } },
    ]);
    await report(model, { ...SHARE, value: 0.41, status: 'ok' }).expect(200);
    expect(await checksOf(model)).toMatchObject([{ status: 'ok' }]);
  });

  it('for a check overrule its sender, and show what the sender said', async () => {
    const model = backend.addModel();
    const auc = { check: 'AUC', kind: 'performance', status: 'ok' };
    await report(model, { ...auc, value: 0.69, threshold: 0.5 }).expect(200);
    const [{ latest }] = await checksOf(model);
    expect(latest).toMatchObject({
      ...{ status: 'critical', reportedStatus: 'ok' },
      ...{ value: 0.69, threshold: 0.7 },
    });
    await report(model, { ...auc, value: 0.74 }).expect(200);
    expect(await checksOf(model)).toMatchObject([{ status: 'critical' }]);
    await report(model, { ...auc, value: 0.76 }).expect(200);
    const [check] = await checksOf(model);
    expect(check.status).toBe('ok');
    expect(check.latest).not.toHaveProperty('reportedStatus');
  });

  it('that the entity declares go before those that are configured', async () => {
    const model = backend.addModel({
      spec: {
        monitoring: { thresholds: [{ check: 'Share', critical: 0.9 }] },
      },
    });
    await report(model, { ...SHARE, value: 0.41, status: 'critical' });
    expect(await checksOf(model)).toMatchObject([
      { status: 'ok', latest: { threshold: 0.9 } },
    ]);
  });

  it('need a value, or a status that does without', async () => {
    const { body } = await report(backend.addModel(), SHARE).expect(400);
    expect(body.error.message).toContain('body.results.0.value');
  });

  it('judge again what follows a result that arrives late', async () => {
    const model = backend.addModel({
      spec: {
        monitoring: {
          thresholds: [{ check: 'Share', critical: 0.3, hysteresis: 0.1 }],
        },
      },
    });
    const at = (n: number, value: number) =>
      report(model, { ...SHARE, value, observedAt: minute(n) }).expect(200);
    await at(2, 0.25);
    await at(3, 0.24);
    await at(4, 0.1);
    expect(await historyOf(model)).toEqual(['ok', 'ok', 'ok']);
    await at(1, 0.4);
    expect(await historyOf(model)).toEqual([
      'critical',
      'critical',
      'critical',
      'ok',
    ]);
    expect(await checksOf(model)).toMatchObject([
      { status: 'ok', since: minute(4) },
    ]);
  });

  const anyResult = fc.record(
    {
      status: fc.constantFrom('ok', 'warning', 'critical', 'error'),
      value: fc.constantFrom(0.1, 0.24, 0.26, 0.3, 0.4),
      observedAt: fc.nat({ max: 5 }).map(minute),
      allowedSilence: fc.constantFrom('PT1H', 'P1D', 'P30D'),
    },
    { requiredKeys: ['value', 'observedAt'] },
  );

  it('give the same status and incidents in any order, however often', async () => {
    const spec = {
      monitoring: {
        thresholds: [
          { check: 'Share', warning: 0.25, critical: 0.3, hysteresis: 0.1 },
        ],
      },
    };
    const shown = async (model: TestModel) => {
      const { body: monitoring } = await model.get('/monitoring').expect(200);
      const { body: results } = await model.get('/check-results?check=Share');
      const { body: incidents } = await model.get('/incidents').expect(200);
      return {
        monitoring,
        results,
        incidents: incidents.items.map((one: Incident) => [
          one.startedAt,
          one.endedAt,
          one.worst.value,
          one.worst.observedAt,
        ]),
      };
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyResult, { minLength: 1, maxLength: 8 }).chain(results =>
          fc.record({
            results: fc.constant(results),
            shuffled: fc.shuffledSubarray([...results, ...results], {
              minLength: results.length * 2,
            }),
          }),
        ),
        fc.nat({ max: 3 }),
        async ({ results, shuffled }, size) => {
          const [atOnce, oneByOne] = [
            backend.addModel({ spec }),
            backend.addModel({ spec }),
          ];
          const named = (some: object[]) =>
            some.map(result => ({ ...SHARE, ...result }));
          await report(atOnce, ...named(results)).expect(200);
          for (let i = 0; i < shuffled.length; i += size + 1) {
            const batch = named(shuffled.slice(i, i + size + 1));
            await report(oneByOne, ...batch).expect(200);
          }
          expect(await shown(oneByOne)).toEqual(await shown(atOnce));
        },
      ),
      { numRuns: 25 },
    );
  });
});
