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

  it('say since when a version is in its stage', async () => {
    const model = backend.addModel({ spec: { riskTier: 'minimal' } });
    const stageSince = '2026-03-01T09:00:00.000Z';
    const first = { version: '1', stage: 'validation', stageSince };
    const { body } = await report(model, first).expect(200);
    expect(body.version).toMatchObject({ stage: 'validation', stageSince });
    expect(body.version).toMatchObject({
      registeredAt: expect.not.stringMatching(/^2026-03-01/),
    });

    const later = '2026-04-01T09:00:00.000Z';
    const moved = { version: '1', stage: 'production', stageSince: later };
    await report(model, moved).expect(200);
    // It holds the stage already: nothing is moved, and the time stays.
    const again = await report(model, { ...moved, stageSince }).expect(200);
    expect(again.body.changed).toBe(false);
    const { lifecycle } = await model.overview();
    expect(lifecycle.versions[0]).toMatchObject({
      stageSince: later,
      lastMove: { movedAt: later, promotion: 'reported' },
    });
  });

  it.each([
    [{ stageSince: '2026-03-01T09:00:00Z' }, 'name the stage'],
    [{ stage: 'validation', stageSince: '2999-01-01T00:00:00Z' }, 'future'],
    [{ stage: 'validation', stageSince: '1960-01-01T00:00:00Z' }, '1970'],
    [{ stage: 'validation', stageSince: 'yesterday' }, 'ISO 8601'],
    [
      {
        stage: 'validation',
        stageSince: '2026-03-01T09:00:00Z',
        createdAt: '2026-03-02T09:00:00Z',
      },
      'before the version was made',
    ],
  ])('refuse a time that cannot be: %j', async (facts, words) => {
    const model = backend.addModel({ spec: { riskTier: 'minimal' } });
    const { body } = await report(model, { version: '1', ...facts }).expect(
      400,
    );
    expect(body.error.message).toContain('body.stageSince: ');
    expect(body.error.message).toContain(words);
    expect((await model.overview()).lifecycle.totalVersions).toBe(0);
  });

  it('do not date back the entry into a stage that asks for sign-offs', async () => {
    const model = backend.addHighRiskModel();
    const { body } = await report(model, {
      version: '1',
      stage: 'production',
      stageSince: '2026-03-01T09:00:00Z',
    });
    expect([400, 409]).toContain(body.response.statusCode);
    expect(body.error.message).toContain('production');
    const reported = await report(model, {
      version: '1',
      stage: 'retired',
      stageSince: '2026-03-01T09:00:00Z',
    }).expect(200);
    expect(reported.body.version.stageSince).toBe('2026-03-01T09:00:00.000Z');
  });
});
