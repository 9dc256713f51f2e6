import {
  addReviewedVersion,
  decide,
  governedConfig,
} from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const FACTS = {
  version: '1',
  metrics: { auc: 0.8, brier: 0.1 },
  link: 'https://registry.example.com/1',
  artifact: { uri: 's3://models/1' },
  createdAt: '2026-01-02T03:04:05Z',
};

describe.each(databases.eachSupportedId())('decided versions on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function decidedModel() {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    await model.post('/versions', FACTS, machine).expect(200);
    await decide(model, person('vera-validator')).expect(201);
    return model;
  }

  it.each([
    [{ metrics: { auc: 0.9, brier: 0.1 } }, 'body.metrics: version'],
    [{ link: 'https://elsewhere.example.com/1' }, 'body.link: version'],
    [{ createdAt: '2026-02-02T03:04:05Z' }, 'body.createdAt: version'],
    [{ artifact: { uri: 's3://other/1' } }, 'body.artifact: version'],
    [{ metrics: {}, link: 'https://a.example' }, 'body.metrics, body.link:'],
  ])('stay as they were: %j', async (change, problem) => {
    const model = await decidedModel();
    const before = (await model.get('/versions').expect(200)).body.items;
    const report = { version: '1', description: 'Better', ...change };
    const { body } = await model.post('/versions', report, machine).expect(409);
    expect(body.error.message).toContain(problem);
    expect(body.error.message).toContain('report another version');
    expect((await model.get('/versions')).body.items).toEqual(before);
    await model.post('/versions', { ...report, version: '2' }).expect(200);
  });

  it('may be reported again as they are, and described better', async () => {
    const model = await decidedModel();
    const again = {
      ...FACTS,
      metrics: { brier: 0.1, auc: 0.8 },
      createdAt: '2026-01-02T03:04:05.000Z',
    };
    const { body } = await model.post('/versions', again, machine).expect(200);
    expect(body.changed).toBe(false);
    const described = { version: '1', description: 'Better words' };
    const { body: answer } = await model.post('/versions', described);
    expect(answer).toMatchObject({ changed: true, version: described });
  });
});
