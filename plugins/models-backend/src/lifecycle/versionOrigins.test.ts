import { machine } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('versions on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });

  function report(model: TestModel, body: object) {
    return model.post('/versions', body, machine);
  }

  it('have what they were made with, whatever the order it is told in', async () => {
    const model = backend.addModel();
    const facts = {
      version: '1',
      metrics: { auc: 0.81, loss: 0.2 },
      parameters: { max_depth: '6', eta: '0.1' },
      origin: { id: 'run-1', link: 'https://registry.example.com/runs/1' },
      artifact: {
        uri: 's3://models/churn/1',
        ...{ format: 'onnx 1.17', storage: 'models-s3' },
      },
    };
    const { body } = await report(model, facts).expect(200);
    expect(body.version).toMatchObject(facts);
    const again = await report(model, {
      ...facts,
      parameters: { eta: '0.1', max_depth: '6' },
    });
    expect(again.body.changed).toBe(false);
    const { body: changed } = await report(model, {
      ...{ version: '1', parameters: { max_depth: '7' } },
    });
    const moved = { uri: 's3://archive/churn/1' };
    await report(model, { version: '1', artifact: moved }).expect(200);
    const [version] = (await model.get('/versions')).body.items;
    expect(version.artifact).toEqual(moved);
    expect(changed).toMatchObject({
      changed: true,
      version: { parameters: { max_depth: '7' }, origin: facts.origin },
    });
  });

  it.each([
    ['s3://anna:s3cret@models/1', /body.artifact.uri: must not hold a user/],
    ['s3://mod\nels/1', /body.artifact.uri: must be one line/],
    ['', /body.artifact.uri: must not be empty/],
  ])('do not lie at %j', async (uri, said) => {
    const model = backend.addModel();
    const { body } = await report(model, {
      ...{ version: '1', artifact: { uri: `${uri}` } },
    }).expect(400);
    expect(body.error.message).toMatch(said);
    expect(body.error.message).not.toContain('s3cret');
  });

  it('are never made by something else', async () => {
    const model = backend.addModel();
    const origin = { id: 'run-1' };
    await report(model, { version: '1', origin }).expect(200);
    const { body } = await report(model, {
      ...{ version: '1', origin: { id: 'run-2' }, description: 'Sneaked in' },
    }).expect(409);
    expect(body.error.message).toContain("was made by 'run-1'");
    const [version] = (await model.get('/versions')).body.items;
    expect(version.origin).toEqual(origin);
    expect(version).not.toHaveProperty('description');
    const link = 'https://registry.example.com/runs/1';
    await report(model, { version: '1', origin: { id: 'run-1', link } });
    const [linked] = (await model.get('/versions')).body.items;
    expect(linked.origin).toEqual({ id: 'run-1', link });
  });
});
