import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { startModelsBackend, testDatabases } from './__testUtils__/startModelsBackend';

jest.setTimeout(120_000);

const model = {
  apiVersion: 'modelry.dev/v1alpha1',
  kind: 'Model',
  metadata: { name: 'churn', namespace: 'default' },
  spec: { type: 'classification', lifecycle: 'development', riskTier: 'high' },
};

const policies = [
  {
    id: 'high-risk',
    title: 'High risk',
    match: { 'spec.riskTier': 'high' },
    requirements: [
      {
        id: 'validation',
        title: 'Independent validation',
        stage: 'production',
        approvers: ['user:default/mock'],
      },
    ],
  },
];

describe.each(testDatabases().eachSupportedId())('on %s', id => {
  const databases = testDatabases();

  it('shows what was reported', async () => {
    const { server, permissions, signals } = await startModelsBackend({
      knex: await databases.init(id),
      entities: [model],
      config: {
        models: {
          environments: [{ name: 'production', stage: 'production' }],
          governance: { policies },
        },
      },
    });
    permissions.authorize.mockImplementation(async queries =>
      queries.map(() => ({ result: AuthorizeResult.ALLOW as const })),
    );
    const machine = mockCredentials.service.header();
    const post = (path: string, body: object) =>
      request(server)
        .post(`/api/models/default/churn${path}`)
        .set('Authorization', machine)
        .send(body);
    await post('/versions', { version: '1', stage: 'validation' }).expect(200);
    await post('/deployments', {
      environment: 'production',
      version: '1',
    }).expect(200);
    const results = await post('/check-results', {
      results: [{ check: 'AUC', kind: 'performance', status: 'critical', value: 0.6 }],
    });
    expect(results.body).toEqual({
      format: 'modelry',
      accepted: 1,
      alreadyKnown: 0,
      status: 'critical',
    });
    const decided = await request(server)
      .post('/api/models/default/churn/decisions')
      .send({
        requirement: 'validation',
        stage: 'production',
        version: '1',
        decision: 'approved',
        comment: 'Reproduced',
      });
    expect(decided.body).toMatchObject({ requirement: { status: 'approved' } });
    const overview = await request(server).get('/api/models/default/churn');
    expect(overview.body).toMatchObject({
      lifecycle: { stage: 'validation' },
      monitoring: { status: 'critical' },
      governance: { status: 'approved', unsanctioned: [] },
    });
    expect(signals.publish).toHaveBeenCalledTimes(4);
  });
});
