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

  it('are stale after a week, or after the silence that was allowed', async () => {
    const model = backend.addModel();
    const result = (check: string, days: number, silence?: string) => ({
      ...{ check, kind: 'data-drift', status: 'ok', observedAt: daysAgo(days) },
      ...(silence && { allowedSilence: silence }),
    });
    await report(
      model,
      result('fresh', 6),
      result('old', 8),
      result('patient', 8, 'P9D'),
      result('impatient', 0.5, 'PT1H'),
    ).expect(200);
    const { status, reason, checks } = await monitoringOf(model);
    expect(status).toBe('stale');
    expect(reason).toContain('impatient has not been heard of within 1 hour');
    expect(
      checks.map((c: { check: string; status: string }) => [c.check, c.status]),
    ).toEqual([
      ['impatient', 'stale'],
      ['old', 'stale'],
      ['fresh', 'ok'],
      ['patient', 'ok'],
    ]);
    expect((await model.summary()).monitoring).toBe('stale');
  });

  it('take the allowed silence from the newest result that names one', async () => {
    const model = backend.addModel();
    const at = (observedAt: string, allowedSilence?: string) =>
      report(model, {
        ...{ ...AUC, status: 'ok', observedAt },
        ...(allowedSilence && { allowedSilence }),
      }).expect(200);
    await at(DAY_2, 'P2D');
    await at(DAY_1, 'P1D');
    await at(DAY_3);
    expect((await monitoringOf(model)).checks).toMatchObject([
      { allowedSilence: 'P2D', latest: { observedAt: DAY_3 } },
    ]);
  });

  it.each([[['P3D', 'P2D']], [['P2D', 'P3D']]])(
    'of the same moment leave the shorter silence allowed: %s',
    async silences => {
      const [model, atOnce] = [backend.addModel(), backend.addModel()];
      const results = silences.map((allowedSilence, value) => ({
        ...{ ...AUC, status: 'ok', observedAt: DAY_3, allowedSilence, value },
      }));
      for (const result of results) {
        await report(model, result).expect(200);
      }
      await report(atOnce, ...results).expect(200);
      expect((await monitoringOf(model)).checks).toMatchObject([
        { allowedSilence: 'P2D', status: 'stale' },
      ]);
      expect(await monitoringOf(atOnce)).toEqual(await monitoringOf(model));
    },
  );

  it.each([[['P3D', 'P2D']], [['P2D', 'P3D']]])(
    'that are repeated leave the shorter of two silences allowed: %s',
    async silences => {
      const model = backend.addModel();
      for (const allowedSilence of silences) {
        await report(model, {
          ...{ ...AUC, status: 'ok', observedAt: DAY_3, allowedSilence },
        }).expect(200);
      }
      expect((await monitoringOf(model)).checks).toMatchObject([
        { allowedSilence: 'P2D', status: 'stale' },
      ]);
    },
  );

  it('that are known announce it when they allow another silence', async () => {
    const model = backend.addModel();
    const result = { ...AUC, status: 'ok', observedAt: DAY_3 };
    await report(model, result).expect(200);
    expect(await monitoringOf(model)).toMatchObject({ status: 'ok' });
    backend.events.publish.mockClear();
    const { body } = await report(model, { ...result, allowedSilence: 'P1D' });
    expect(body).toMatchObject({ alreadyKnown: 1, status: 'stale' });
    expect(backend.events.publish).toHaveBeenCalledTimes(1);
  });
});
