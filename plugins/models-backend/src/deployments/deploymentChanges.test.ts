import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('deployment changes on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({ knex: await databases.init(id) });
  });

  function report(model: TestModel, body: object) {
    return model.post('/deployments', body);
  }

  async function changesOf(model: TestModel, query = '') {
    return (await model.get(`/deployment-changes${query}`).expect(200)).body;
  }

  it('hold what changed, and nothing else', async () => {
    const model = backend.addModel();
    const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
    const steps = [
      { version: '1', observedAt: at(1) },
      { version: '1', observedAt: at(2) },
      { version: '1', observedAt: at(3), status: 'degraded' },
      { version: '1', observedAt: at(4), status: 'degraded', platform: 'new' },
      { version: '2', observedAt: at(5), trafficPercent: 100 },
    ];
    for (const step of steps) {
      await report(model, { environment: 'production', ...step }).expect(200);
    }
    const common = {
      environment: 'production',
      name: 'primary',
      role: 'primary',
      reportedBy: 'external:trainer',
    };
    expect((await changesOf(model)).items).toEqual([
      {
        ...common,
        version: '2',
        status: 'running',
        trafficPercent: 100,
        at: at(5),
      },
      { ...common, version: '1', status: 'degraded', at: at(3) },
      { ...common, version: '1', status: 'running', at: at(1) },
    ]);
  });

  it('can be read by environment and in pages', async () => {
    const model = backend.addModel();
    for (const version of ['1', '2', '3', '4', '5']) {
      await report(model, { environment: 'production', version });
      await report(model, { environment: 'staging', version });
    }
    const seen: string[] = [];
    let query = '?environment=production&limit=2';
    while (query) {
      const { items, pageInfo } = await changesOf(model, query);
      expect(items.length).toBeLessThanOrEqual(2);
      items.forEach((item: { environment: string; version: string }) =>
        seen.push(`${item.environment} ${item.version}`),
      );
      query = pageInfo.nextCursor
        ? `?environment=production&limit=2&cursor=${pageInfo.nextCursor}`
        : '';
    }
    expect(seen).toEqual(
      ['5', '4', '3', '2', '1'].map(version => `production ${version}`),
    );
    await model.get('/deployment-changes?environment=Nope!').expect(400);
  });
});
