import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { Knex } from 'knex';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('many deployments on %s', id => {
  let backend: ModelsBackend;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex });
  });

  it('of one model are refused beyond 500, with what to do about it', async () => {
    const model = backend.addModel();
    await model.post('/deployments', {
      environment: 'production',
      name: 'first',
      version: '1',
    });
    // 500 requests would take long; a row says no more than the first did.
    const first = await knex('deployments')
      .where({ model_ref: model.modelRef })
      .first();
    await knex.batchInsert(
      'deployments',
      Array.from({ length: 499 }, (_, index) => ({
        ...first,
        name: `copy-${index}`,
      })),
      50,
    );
    const report = (name: string) =>
      model.post('/deployments', {
        ...{ environment: 'production', version: '2', name },
      });
    const { body } = await report('one-more').expect(409);
    expect(body.error.message).toContain('500 deployments');
    expect(body.error.message).toContain('under the name of one that exists');
    const known = await report('copy-7').expect(200);
    expect(known.body.changed).toBe(true);
    expect((await model.overview()).deployments).toHaveLength(500);
  });
});
