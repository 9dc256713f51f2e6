import { fakeDates } from '../__testUtils__/fakeDates';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const START = Date.now() - 24 * 3_600_000;

function second(n: number): string {
  return new Date(START + n * 1_000).toISOString();
}

describe.each(databases.eachSupportedId())(
  'results of a clock that runs ahead on %s',
  id => {
    let backend: ModelsBackend;
    beforeAll(async () => {
      fakeDates();
      backend = await startModelsBackend({ knex: await databases.init(id) });
    });
    afterAll(() => jest.useRealTimers());

    // By a clock that runs two minutes ahead.
    const bad = { status: 'critical', observedAt: second(120) };

    async function reportAt(n: number, model: TestModel, result: object) {
      jest.setSystemTime(START + n * 1_000);
      const { body } = await model
        .post('/check-results', {
          results: [{ check: 'AUC', kind: 'performance', ...result }],
        })
        .expect(200);
      return body;
    }

    it.each([
      ['while its time is to come', 60],
      ['at its time', 120],
      ['when its time has come', 180],
    ])('count once when they are sent again %s', async (_, again) => {
      const model = backend.addModel();
      await reportAt(0, model, bad);
      await reportAt(30, model, { status: 'ok', observedAt: second(30) });
      expect(await reportAt(again, model, bad)).toMatchObject({
        ...{ accepted: 0, alreadyKnown: 1, status: 'ok' },
      });
      const { body } = await model.get('/check-results?check=AUC').expect(200);
      expect(body.items).toMatchObject([
        { status: 'ok', observedAt: second(30) },
        { status: 'critical', observedAt: second(0) },
      ]);
    });

    it('keep nothing else from being recorded', async () => {
      const model = backend.addModel();
      await reportAt(0, model, bad);
      const other = { ...bad, observedAt: second(60) };
      expect(await reportAt(60, model, other)).toMatchObject({ accepted: 1 });
      expect(await reportAt(60, model, bad)).toMatchObject({ accepted: 0 });
    });
  },
);
