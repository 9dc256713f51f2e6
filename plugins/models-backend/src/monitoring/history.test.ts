import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import request from 'supertest';
import { OWNERS, machine } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';
import { readModelsConfig } from '../config';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ResultRetention } from './ResultRetention';

jest.setTimeout(60_000);

const databases = testDatabases();

const AUC = { check: 'AUC', kind: 'performance' };
const HOUR_MS = 3_600_000;
const TODAY = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;

function hoursAgo(hours: number, minutes: number = 0): string {
  return new Date(TODAY - hours * HOUR_MS + minutes * 60_000).toISOString();
}

describe.each(databases.eachSupportedId())('history on %s', id => {
  let backend: ModelsBackend;
  let database: ModelsDatabase;
  const models = { monitoring: { retention: { results: 'P30D' } } };
  beforeAll(async () => {
    const knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: models });
    database = await ModelsDatabase.create({
      database: mockServices.database.mock({ getClient: async () => knex }),
    });
  });

  const report = (model: TestModel, results: object[]) =>
    model
      .post('/check-results', {
        results: results.map(result => ({ ...AUC, status: 'ok', ...result })),
      })
      .expect(200);

  async function seriesOf(model: TestModel, query: Record<string, string>) {
    const { body } = await model
      .get(`/check-series?${new URLSearchParams({ check: 'AUC', ...query })}`)
      .expect(200);
    return body;
  }

  const keep = (days: string, later: number = 0) =>
    new ResultRetention({
      database,
      config: readModelsConfig(
        new ConfigReader({
          models: { monitoring: { retention: { results: days } } },
        }),
      ),
      now: () => new Date(Date.now() + later),
    }).run();

  describe('as a series', () => {
    it('has no more points than were asked for', async () => {
      const model = backend.addModel();
      await report(
        model,
        Array.from({ length: 240 }, (_, i) => ({
          value: i,
          threshold: 200,
          unit: 'ms',
          observedAt: hoursAgo(240 - i),
          ...(i === 100 && { status: 'critical' }),
        })),
      );
      const range = { from: hoursAgo(240), to: hoursAgo(0) };
      const { points, unit } = await seriesOf(model, {
        ...range,
        points: '10',
      });
      expect(unit).toBe('ms');
      expect(points).toHaveLength(10);
      expect(points[0]).toEqual({
        ...{ from: hoursAgo(240), to: hoursAgo(216), count: 24, status: 'ok' },
        ...{ min: 0, max: 23, average: 11.5, threshold: 200 },
      });
      expect(points.map((p: { status: string }) => p.status)).toEqual([
        ...['ok', 'ok', 'ok', 'ok', 'critical'],
        ...['ok', 'ok', 'ok', 'ok', 'ok'],
      ]);
      const odd = await seriesOf(model, { ...range, points: '7' });
      expect(odd.points).toHaveLength(7);
      const { points: all } = await seriesOf(model, range);
      expect(all).toHaveLength(240);
    });

    it('is empty for a check that nobody reported', async () => {
      const query = { from: hoursAgo(2), to: hoursAgo(0) };
      expect(await seriesOf(backend.addModel(), query)).toEqual({
        ...{ ...query, points: [], versions: [] },
      });
    });

    it('tells versions apart, and results without a value', async () => {
      const model = backend.addModel();
      await report(model, [
        { value: 1, version: '6', observedAt: hoursAgo(3) },
        { value: 3, version: '7', observedAt: hoursAgo(3, 1) },
        { status: 'error', observedAt: hoursAgo(2) },
      ]);
      const range = { from: hoursAgo(4), to: hoursAgo(0), points: '4' };
      const all = await seriesOf(model, range);
      expect(all.versions).toEqual(['6', '7']);
      expect(all.points).toEqual([
        {
          ...{ from: hoursAgo(3), to: hoursAgo(2), count: 2, status: 'ok' },
          ...{ min: 1, max: 3, average: 2 },
        },
        { from: hoursAgo(2), to: hoursAgo(1), count: 1, status: 'error' },
      ]);
      const seven = await seriesOf(model, { ...range, version: '7' });
      expect(seven.points).toMatchObject([{ count: 1, average: 3 }]);
    });

    it.each([
      [
        'a range that ends before it begins',
        { from: hoursAgo(1), to: hoursAgo(2) },
        400,
      ],
      ['more points than there may be', { points: '2001' }, 400],
    ])('is refused for %s', async (_, query, status) => {
      const model = backend.addModel();
      await report(model, [{ value: 1 }]);
      const search = new URLSearchParams({
        ...{ check: 'AUC', from: hoursAgo(4), to: hoursAgo(0) },
        ...query,
      });
      await model.get(`/check-series?${search}`).expect(status);
    });
  });

  describe('that is old', () => {
    it('is summarised by the hour, and shows in a series as before', async () => {
      const model = backend.addModel();
      await report(
        model,
        Array.from({ length: 96 }, (_, i) => ({
          value: i % 10,
          threshold: 8,
          version: i < 48 ? '6' : '7',
          status: i === 5 ? 'warning' : 'ok',
          observedAt: hoursAgo(25 * 24, i * 30),
        })),
      );
      const query = {
        from: hoursAgo(25 * 24),
        to: hoursAgo(20 * 24),
        points: '5',
      };
      const before = await seriesOf(model, query);
      await keep('P24D');
      const { body } = await model.get('/check-results?check=AUC&limit=200');
      expect(body.items).toHaveLength(48);
      expect(await seriesOf(model, query)).toEqual(before);
      await keep('P23D');
      await keep('P23D');
      expect(await seriesOf(model, query)).toEqual(before);
      expect((await model.get('/check-results?check=AUC')).body.items).toEqual(
        [],
      );
      await keep('P1D', 6 * 365 * 24 * HOUR_MS);
      expect(await seriesOf(model, query)).toMatchObject({ points: [] });
    });

    it('still says since when a check is critical', async () => {
      const model = backend.addModel();
      const began = hoursAgo(25 * 24);
      await report(
        model,
        [25 * 24, 24 * 24, 5].map(hours => ({
          ...{ status: 'critical', observedAt: hoursAgo(hours) },
        })),
      );
      await keep('P10D');
      await report(model, [{ status: 'critical', observedAt: hoursAgo(9) }]);
      const { body: incidents } = await model.get('/incidents').expect(200);
      expect(incidents.items).toMatchObject([{ startedAt: began }]);
      const { body: monitoring } = await model.get('/monitoring').expect(200);
      expect(monitoring.checks).toMatchObject([{ since: began }]);
    });

    it('is not taken in again', async () => {
      const model = backend.addModel();
      const { body } = await report(model, [
        { observedAt: hoursAgo(31 * 24) },
        { observedAt: hoursAgo(29 * 24) },
      ]);
      expect(body).toMatchObject({ accepted: 1, alreadyKnown: 0, tooOld: 1 });
    });
  });
});

describe.each(databases.eachSupportedId())('all models on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: {
        environments: [
          { name: 'live', stage: 'production' },
          { name: 'staging' },
        ],
      },
    });
  });

  const list = async (path: string) =>
    (
      await request(backend.server)
        .get(`/api/models${path}`)
        .set('Authorization', machine)
        .expect(200)
    ).body;

  it('that run in production unwatched are listed', async () => {
    const deploy = (model: TestModel, environment: string, more = {}) =>
      model
        .post('/deployments', { environment, version: '1', ...more })
        .expect(200);
    const watch = (model: TestModel, environment?: string) =>
      model
        .post('/check-results', {
          results: [{ ...AUC, status: 'ok', environment }],
        })
        .expect(200);
    const [blind, elsewhere, watched, watchedAsSuch, stopped, staged] =
      Array.from({ length: 6 }, () =>
        backend.addModel({ owner: OWNERS, title: 'Churn' }),
      );
    for (const model of [blind, elsewhere, watched, watchedAsSuch]) {
      await deploy(model, 'live');
    }
    await deploy(stopped, 'live', { status: 'stopped' });
    await deploy(staged, 'staging');
    await watch(elsewhere, 'staging');
    await watch(watched, 'live');
    await watch(watchedAsSuch);
    const { items } = await list('/unmonitored');
    expect(items).toEqual(
      [blind, elsewhere].map(({ modelRef }) => ({
        ...{ modelRef, title: 'Churn', owner: OWNERS },
        ...{ environment: 'live', version: '1', since: expect.any(String) },
      })),
    );
    const first = await list('/unmonitored?limit=1');
    expect(first.items).toEqual([items[0]]);
    const { nextCursor } = first.pageInfo;
    expect(await list(`/unmonitored?limit=1&cursor=${nextCursor}`)).toEqual({
      items: [items[1]],
      pageInfo: {},
    });
  });

  it('that are critical are listed with their incidents, the newest first', async () => {
    const [older, newer] = [backend.addModel(), backend.addModel()];
    for (const [model, hours] of [
      [older, 5],
      [newer, 3],
    ] as const) {
      await model
        .post('/check-results', {
          results: [
            { ...AUC, status: 'critical', observedAt: hoursAgo(hours) },
          ],
        })
        .expect(200);
    }
    expect((await list('/incidents')).items).toMatchObject([
      { modelRef: newer.modelRef, startedAt: hoursAgo(3) },
      { modelRef: older.modelRef, startedAt: hoursAgo(5) },
    ]);
    const first = await list('/incidents?limit=1');
    const { nextCursor } = first.pageInfo;
    expect(
      (await list(`/incidents?limit=1&cursor=${nextCursor}`)).items,
    ).toMatchObject([{ modelRef: older.modelRef }]);
  });
});
