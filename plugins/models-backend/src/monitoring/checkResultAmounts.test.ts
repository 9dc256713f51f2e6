import { Knex } from 'knex';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const AUC = { check: 'AUC', kind: 'performance', status: 'ok' };

const FIRST_HOUR = Date.now() - 300 * 24 * 3_600_000;

function recentHours(count: number): string[] {
  return Array.from({ length: count }, (_, hour) =>
    new Date(FIRST_HOUR + hour * 3_600_000).toISOString(),
  );
}

describe.each(databases.eachSupportedId())('amounts of results on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex });
  });

  function report(model: TestModel, results: object[]) {
    return model.post('/check-results', { results });
  }

  async function readAll(model: TestModel, limit: number) {
    const pages: Array<Array<{ value: number; observedAt: string }>> = [];
    let cursor = '';
    do {
      const { body } = await model
        .get(`/check-results?check=AUC&limit=${limit}${cursor}`)
        .expect(200);
      pages.push(body.items);
      const { nextCursor } = body.pageInfo;
      cursor = nextCursor ? `&cursor=${nextCursor}` : '';
    } while (cursor);
    return pages;
  }

  it('of 5,000 fit in one request, all of one check', async () => {
    const model = backend.addModel();
    const results = recentHours(5_000).map(observedAt => ({
      ...{ ...AUC, observedAt },
    }));
    const { body } = await report(model, results).expect(200);
    expect(body).toMatchObject({ accepted: 5_000, alreadyKnown: 0 });
    const again = await report(model, results.reverse()).expect(200);
    expect(again.body).toMatchObject({ accepted: 0, alreadyKnown: 5_000 });
    expect((await readAll(model, 200)).flat()).toHaveLength(5_000);
  });

  it('of many checks leave no more behind under a key than was answered', async () => {
    const model = backend.addModel();
    const results = Array.from({ length: 400 }, (_, i) => ({
      ...{ ...AUC, check: `Check ${i}` },
    }));
    const send = () => report(model, results).set('Idempotency-Key', 'nightly');
    const { body } = await send().expect(200);
    expect((await send().expect(200)).body).toEqual(body);
    const { format, ...answer } = body;
    const remembered = await knex('idempotency_keys')
      .where({ model_ref: model.modelRef })
      .pluck('answer_json');
    expect(remembered.map(json => JSON.parse(json))).toEqual([answer]);
  });

  it('beyond all measure are refused, and what is hardly less is still added up', async () => {
    const model = backend.addModel();
    const [first, ...hours] = recentHours(4);
    for (const value of [1.7e308, -1.7e308]) {
      const { body } = await report(model, [{ ...AUC, value }]).expect(400);
      expect(body.error.message).toMatch(/results\.0\.value.*1e\+300/);
    }
    const critical = { ...AUC, status: 'critical', value: 1e300 };
    await report(
      model,
      hours.map(observedAt => ({ ...critical, threshold: -1e300, observedAt })),
    ).expect(200);
    // One that arrives late has the worst looked for anew, and the plot sums all up.
    await report(model, [{ ...critical, observedAt: first }]).expect(200);
    const range = `from=${first}&to=${new Date().toISOString()}`;
    const { body } = await model
      .get(`/check-series?check=AUC&points=1&${range}`)
      .expect(200);
    expect(body.points).toMatchObject([{ count: 4, average: 1e300 }]);
  });

  it('of 5,001 are refused with what to do about it', async () => {
    const model = backend.addModel();
    const results = recentHours(5_001).map(observedAt => ({
      ...{ ...AUC, observedAt },
    }));
    const { body } = await report(model, results).expect(400);
    expect(body.error.message).toContain('at most 5000 results fit in one');
    expect(body.error.message).toContain('send more requests');
  });

  it('of more than 1 MiB are refused with what to do about it', async () => {
    const model = backend.addModel();
    const results = recentHours(1_000).map(observedAt => ({
      ...{ ...AUC, observedAt, message: 'm'.repeat(1_100) },
    }));
    const { body } = await report(model, results).expect(413);
    expect(body.error.message).toBe(
      'body: is larger than 1 MiB; send less at once, in more requests',
    );
  });

  it('of none are refused', async () => {
    const { body } = await report(backend.addModel(), []).expect(400);
    expect(body.error.message).toContain('body.results');
  });

  it('of more than 500 checks are refused and none is kept', async () => {
    const model = backend.addModel();
    const checks = Array.from({ length: 501 }, (_, index) => ({
      ...{ ...AUC, check: `check ${index}` },
    }));
    const { body } = await report(model, checks).expect(409);
    expect(body.error.message).toContain('more than 500 checks');
    expect((await model.get('/monitoring')).body.checks).toEqual([]);
    await report(model, checks.slice(1)).expect(200);
    await report(model, checks.slice(1)).expect(200);
    await report(model, checks.slice(0, 1)).expect(409);
    expect((await model.get('/monitoring')).body.checks).toHaveLength(500);
  });

  it.each([1, 3, 5, 10])(
    'are paged by %d without loss or repetition, also at equal times',
    async limit => {
      const model = backend.addModel();
      const [early, late] = recentHours(2);
      const results = Array.from({ length: 10 }, (_, value) => ({
        ...{ ...AUC, value, observedAt: value < 7 ? early : late },
      }));
      await report(model, results).expect(200);
      const pages = await readAll(model, limit);
      expect(pages.map(page => page.length)).toEqual(
        Array.from({ length: Math.ceil(10 / limit) }, (_, page) =>
          Math.min(limit, 10 - page * limit),
        ),
      );
      const read = pages.flat();
      expect(new Set(read.map(result => result.value)).size).toBe(10);
      expect(read.map(result => result.observedAt)).toEqual([
        ...Array(3).fill(late),
        ...Array(7).fill(early),
      ]);
    },
  );

  it.each([
    ['nonsense'],
    [['2026-01-01T00:00:00.000Z', 'not a digest']],
    [['2026-01-01T00:00:00.000Z', '\u0000'.repeat(64)]],
    [['yesterday', 'a'.repeat(64)]],
    [[5]],
  ])('are not paged from the cursor %j', async place => {
    const cursor = Buffer.from(JSON.stringify(place)).toString('base64url');
    const { body } = await backend
      .addModel()
      .get(`/check-results?check=AUC&cursor=${cursor}`)
      .expect(400);
    expect(body.error.message).toContain('query.cursor');
  });

  it('are only listed for a named check', async () => {
    const { body } = await backend.addModel().get('/check-results').expect(400);
    expect(body.error.message).toContain('query.check');
  });

  it.each([5e-324, 1e300, -1.5, 0.1 + 0.2, Number.MAX_SAFE_INTEGER, 1e21])(
    'keep the number %d as it is',
    async value => {
      const model = backend.addModel();
      await report(model, [{ ...AUC, value, threshold: value }]).expect(200);
      expect((await model.get('/monitoring')).body.checks).toMatchObject([
        { latest: { value, threshold: value } },
      ]);
    },
  );

  it('that are reported at the same moment are all kept', async () => {
    const model = backend.addModel();
    const times = recentHours(10);
    await Promise.all(
      [...times, ...times].map(observedAt =>
        report(model, [{ ...AUC, observedAt }]).expect(200),
      ),
    );
    expect((await readAll(model, 200)).flat()).toHaveLength(10);
  });
});
