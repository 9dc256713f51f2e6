import { governedConfig } from '../__testUtils__/governance';
import { TestModel } from '../__testUtils__/TestModel';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

function report(model: TestModel, body: object) {
  return model.post('/versions', body);
}

describe.each(databases.eachSupportedId())('reported versions on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  it('of governed models are not moved back or ended by a report', async () => {
    const model = backend.addHighRiskModel();
    await report(model, { version: '1', stage: 'validation' }).expect(200);
    for (const stage of ['development', 'archived', 'retired']) {
      const { body } = await report(model, { version: '1', stage }).expect(409);
      expect(body.error.message).toContain(
        `move it with POST /default/${model.name}/stage-moves`,
      );
    }
    expect((await model.summary()).stage).toBe('validation');
    // What says nothing else of the stage is no move.
    const described = { version: '1', stage: 'validation', description: 'Two' };
    await report(model, described).expect(200);
  });

  it('of governed models are moved by a report only with the permission', async () => {
    const model = backend.addHighRiskModel();
    const free = backend.addModel({ spec: { riskTier: 'minimal' } });
    for (const { modelRef } of [model, free]) {
      backend.denyPermission('models.stage.move', modelRef);
    }
    await report(model, { version: '1' }).expect(200);
    const moved = { version: '1', stage: 'validation' };
    const { body } = await report(model, moved).expect(403);
    expect(body.error.message).toContain("'models.stage.move'");
    expect((await model.summary()).stage).toBe('development');
    await report(model, { ...moved, version: '2' }).expect(200);
    await report(model, { version: '1', description: 'One' }).expect(200);

    await report(free, { version: '1' }).expect(200);
    await report(free, moved).expect(200);
  });
});
