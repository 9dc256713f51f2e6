import request from 'supertest';
import { governedConfig } from '../__testUtils__/governance';
import { OWNERS, machine } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('summaries on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function summaries(modelRefs: string[]) {
    const { body } = await request(backend.server)
      .post('/api/models/summaries')
      .set('Authorization', machine)
      .send({ modelRefs })
      .expect(200);
    return body.items;
  }

  it('say of a model without a record what the catalog says', async () => {
    const model = backend.addModel({ title: 'Churn' });
    expect(await summaries([model.modelRef])).toEqual([
      {
        modelRef: model.modelRef,
        channel: expect.stringMatching(/^models:/),
        title: 'Churn',
        stage: 'development',
        environments: [],
        monitoring: 'unmonitored',
        monitoringReason: expect.any(String),
        signOff: 'not-required',
        unsanctioned: 0,
      },
    ]);
  });

  it('say in one line what the page of the model says', async () => {
    const model = backend.addHighRiskModel({ title: 'Credit risk' });
    await model.post('/versions', { version: '6', stage: 'retired' });
    await model.post('/versions', { version: '7', stage: 'validation' });
    await model.post('/versions', { version: '8' });
    await model.post('/deployments', { environment: 'staging', version: '7' });
    await model.post('/deployments', {
      environment: 'production',
      version: '6',
    });
    await model.post('/check-results', {
      results: [
        { check: 'AUC', kind: 'performance', status: 'warning', value: 0.7 },
        { check: 'PSI', kind: 'data-drift', status: 'ok' },
      ],
    });
    const overview = await model.overview();
    expect(await summaries([model.modelRef])).toEqual([
      {
        modelRef: model.modelRef,
        channel: overview.channel,
        title: 'Credit risk',
        owner: OWNERS,
        riskTier: 'high',
        stage: 'validation',
        version: '7',
        environments: ['production', 'staging'],
        monitoring: 'warning',
        monitoringReason: 'Performance warning since less than 1 min: AUC 0.7',
        signOff: 'missing',
        unsanctioned: 1,
      },
    ]);
    expect(overview).toMatchObject({
      lifecycle: { stage: 'validation', totalVersions: 3 },
      monitoring: {
        status: 'warning',
        reason: 'Performance warning since less than 1 min: AUC 0.7',
      },
      governance: { version: '7', status: 'missing' },
    });
  });

  it('come in the order asked, each with its own facts', async () => {
    const models = ['a', 'b', 'c'].map(title => backend.addModel({ title }));
    for (const [index, model] of models.entries()) {
      for (let version = 0; version <= index; version++) {
        await model.post('/versions', { version: `${version}` }).expect(200);
      }
    }
    const [a, b, c] = models.map(model => model.modelRef);
    const items = await summaries([c, a, b]);
    expect(
      items.map((item: { title: string; version: string }) => [
        ...[item.title, item.version],
      ]),
    ).toEqual([
      ['c', '2'],
      ['a', '0'],
      ['b', '1'],
    ]);
  });

  it('are given for 100 models at once', async () => {
    const refs = Array.from({ length: 100 }, () => backend.addModel().modelRef);
    const items = await summaries(refs);
    expect(items.map((item: { modelRef: string }) => item.modelRef)).toEqual(
      refs,
    );
  });

  it('of a model with many versions need only the newest of each stage', async () => {
    const model = backend.addModel();
    for (let version = 1; version <= 15; version++) {
      const stage = version % 5 === 0 ? 'validation' : 'development';
      await model.post('/versions', { version: `${version}`, stage });
    }
    expect(await model.summary()).toMatchObject({
      ...{ version: '15', stage: 'validation' },
    });
    const { lifecycle } = await model.overview();
    expect(lifecycle.totalVersions).toBe(15);
    expect(
      lifecycle.versions.map((v: { version: string }) => v.version),
    ).toEqual(['15', '14', '13', '12', '11', '10', '9', '8', '7', '6']);
  });
});
