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

  it('that are gone stand in the way of no other, and the last of them are shown', async () => {
    const model = backend.addModel();
    const report = (name: string) =>
      model.post('/deployments', {
        ...{ environment: 'production', version: '1', name },
      });
    await report('first').expect(200);
    const first = await knex('deployments')
      .where({ model_ref: model.modelRef })
      .first();
    await knex.batchInsert(
      'deployments',
      Array.from({ length: 998 }, (_, index) => ({
        ...{ ...first, name: `copy-${index}` },
        status: index < 499 ? 'gone' : 'running',
        last_seen: new Date(Date.now() - (index + 1) * 1_000),
      })),
      50,
    );
    const shown = async (status: string) =>
      (await model.overview()).deployments.filter(
        (one: { status: string }) => one.status === status,
      );
    expect(await shown('running')).toHaveLength(500);
    const gone = await shown('gone');
    expect(gone).toHaveLength(100);
    expect(gone).toContainEqual(expect.objectContaining({ name: 'copy-99' }));
    await report('one-more').expect(409);
    // One that comes back takes a place, too.
    await report('copy-7').expect(409);
    await knex('deployments')
      .where({ model_ref: model.modelRef, name: 'copy-500' })
      .update({ status: 'gone' });
    await report('copy-7').expect(200);
    expect(await shown('running')).toHaveLength(500);
  });
});
