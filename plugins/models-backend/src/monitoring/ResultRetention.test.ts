import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { readModelsConfig } from '../config';
import { startModelsBackend } from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { ResultRetention } from './ResultRetention';

jest.setTimeout(60_000);

const databases = testDatabases();

const HOUR_MS = 3_600_000;
const LAST_MONTH = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - 720 * HOUR_MS;

describe.each(databases.eachSupportedId())('retention on %s', id => {
  it('sums up a day of more versions than one statement can hold', async () => {
    const knex = await databases.init(id);
    const backend = await startModelsBackend({ knex });
    const model = backend.addModel();
    const results = Array.from({ length: 24 }, (_, hour) =>
      Array.from({ length: 40 }, (__, version) => ({
        ...{ check: 'AUC', kind: 'performance', status: 'ok' },
        ...{ value: hour, version: `${version}` },
        observedAt: new Date(LAST_MONTH + hour * HOUR_MS).toISOString(),
      })),
    ).flat();
    await model.post('/check-results', { results }).expect(200);
    await new ResultRetention({
      database: await ModelsDatabase.create({
        database: mockServices.database.mock({ getClient: async () => knex }),
      }),
      config: readModelsConfig(
        new ConfigReader({
          models: { monitoring: { retention: { results: 'P1D' } } },
        }),
      ),
      now: () => new Date(),
    }).run();
    const left = await model.get('/check-results?check=AUC').expect(200);
    expect(left.body.items).toEqual([]);
    const { body } = await model
      .get(
        `/check-series?${new URLSearchParams({
          ...{ check: 'AUC', points: '24' },
          from: new Date(LAST_MONTH).toISOString(),
          to: new Date(LAST_MONTH + 24 * HOUR_MS).toISOString(),
        })}`,
      )
      .expect(200);
    expect(body.points).toHaveLength(24);
    expect(body.points[7]).toMatchObject({ count: 40, min: 7, max: 7 });
  });
});
