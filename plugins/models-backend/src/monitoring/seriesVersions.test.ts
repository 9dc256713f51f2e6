import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const HOUR_MS = 3_600_000;
const END = Date.now();

describe.each(databases.eachSupportedId())('versions of a series on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });

  async function versionsOf(seen: readonly string[]) {
    const model = backend.addModel();
    const hour = (n: number) => new Date(END - n * HOUR_MS).toISOString();
    const results = seen.map((version, index) => ({
      ...{ check: 'AUC', kind: 'performance', status: 'ok', version },
      observedAt: hour(seen.length - index),
    }));
    await model.post('/check-results', { results }).expect(200);
    const range = `from=${hour(seen.length + 1)}&to=${hour(0)}`;
    const { body } = await model
      .get(`/check-series?check=AUC&points=1000&${range}`)
      .expect(200);
    return body.versions;
  }

  it('come in the order in which they were last seen, the newest at the end', async () => {
    const numbered = Array.from({ length: 25 }, (_, i) => `${i + 1}`);
    expect(await versionsOf(numbered)).toEqual(numbered.slice(-20));
    expect(await versionsOf(['zeta', 'alpha', '10', '9'])).toEqual([
      ...['zeta', 'alpha', '10', '9'],
    ]);
    expect(await versionsOf(['9', '10', '9'])).toEqual(['10', '9']);
  });
});
