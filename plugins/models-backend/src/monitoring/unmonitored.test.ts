import request from 'supertest';
import { machine } from '../__testUtils__/people';
import { startModelsBackend } from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('unwatched models on %s', id => {
  async function startWith(environments: object[]) {
    const backend = await startModelsBackend({
      knex: await databases.init(id),
      config: { environments },
    });
    const list = async () => {
      const { body } = await request(backend.server)
        .get('/api/models/unmonitored')
        .set('Authorization', machine)
        .expect(200);
      return body.items;
    };
    return { model: backend.addModel(), list };
  }

  const deploy = (model: TestModel, version: string, more: object) =>
    model
      .post('/deployments', { environment: 'production', version, ...more })
      .expect(200);

  it('are listed with the version that runs, and since when it does', async () => {
    const { model, list } = await startWith([
      { name: 'production', stage: 'production' },
    ]);
    const [may, june, july] = ['05', '06', '07'].map(
      month => `2026-${month}-01T00:00:00.000Z`,
    );
    await deploy(model, '9', { name: 'old', since: may });
    await deploy(model, '10', { name: 'new', since: june });
    await deploy(model, '11', { role: 'canary', since: july });
    expect(await list()).toMatchObject([
      { modelRef: model.modelRef, version: '10', since: june },
    ]);
  });

  it('are those of the environment production where none names a stage', async () => {
    const { model, list } = await startWith([
      { name: 'production', color: '#b91c1c' },
      { name: 'staging' },
    ]);
    await deploy(model, '1', { environment: 'staging' });
    expect(await list()).toEqual([]);
    await deploy(model, '1', {});
    expect(await list()).toMatchObject([
      { modelRef: model.modelRef, environment: 'production' },
    ]);
  });
});
