import { mockCredentials } from '@backstage/backend-test-utils';
import { modelsPermissions } from '@modelry/backstage-plugin-models-common';
import request from 'supertest';
import {
  everyEndpoint,
  modelEndpoints,
  validRequest,
} from '../__testUtils__/everyEndpoint';
import { governedConfig } from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const victor = person('victor-validator');

describe.each(databases.eachSupportedId())('who sees what on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function answer(
    endpoint: (typeof everyEndpoint)[number],
    caller: string,
    name?: string,
  ) {
    const { status, body } = await validRequest(
      backend.server,
      endpoint,
      name,
    ).set('Authorization', caller);
    return { status, body };
  }

  describe.each(modelEndpoints)('%s', (...endpoint) => {
    it('answers alike for a model that is missing and one that is hidden', async () => {
      const name = `secret-${endpoint[0].toLocaleLowerCase('en-US')}`;
      const missing = await answer(endpoint, victor, name);
      expect(missing.status).toBe(404);
      expect(missing.body.error.message).toBe(
        `'model:default/${name}' is not in the catalog, or you may not see it`,
      );

      const model = backend.addHighRiskModel({ name });
      await model.post('/versions', { version: '1' }).expect(200);
      backend.catalog.hideFromPeople(model.modelRef);
      expect(await answer(endpoint, victor, name)).toEqual(missing);

      // Whatever else is wrong with the request or the caller says no more.
      modelsPermissions.forEach(({ name: permission }) =>
        backend.denyPermission(permission, model.modelRef),
      );
      expect(await answer(endpoint, victor, name)).toEqual(missing);

      backend.catalog.remove(model.modelRef);
      expect(await answer(endpoint, victor, name)).toEqual(missing);
    });

    it('answers a machine alike for a model that is missing', async () => {
      const { status, body } = await answer(endpoint, machine, 'nowhere');
      const isForPeople = endpoint[1].peopleOnly;
      expect(status).toBe(isForPeople ? 403 : 404);
      expect(body.error.message).toContain(
        isForPeople ? 'service' : 'is not in the catalog',
      );
    });

    it('knows no entity of another kind', async () => {
      backend.catalog.add({
        apiVersion: 'other.example.com/v1',
        kind: 'Model',
        metadata: { name: 'foreign', namespace: 'default' },
      });
      expect((await answer(endpoint, victor, 'foreign')).status).toBe(404);
      expect((await answer(endpoint, victor, 'rosa-risk')).status).toBe(404);
    });
  });

  it.each(everyEndpoint)('%s asks who calls', async (...endpoint) => {
    const { status, body } = await answer(
      endpoint,
      mockCredentials.none.header(),
    );
    expect(status).toBe(401);
    expect(body.error.name).toBe('AuthenticationError');
  });

  it('leaves hidden and missing models out of summaries', async () => {
    const [shown, hidden] = [backend.addModel(), backend.addModel()];
    backend.catalog.hideFromPeople(hidden.modelRef);
    const summaries = async (caller: string) => {
      const { body } = await request(backend.server)
        .post('/api/models/summaries')
        .set('Authorization', caller)
        .send({
          modelRefs: [hidden.modelRef, 'model:default/none', shown.modelRef],
        })
        .expect(200);
      return body.items.map((item: { modelRef: string }) => item.modelRef);
    };
    expect(await summaries(victor)).toEqual([shown.modelRef]);
    expect(await summaries(machine)).toEqual([hidden.modelRef, shown.modelRef]);
  });

  it('tells those who may read that they lack a permission', async () => {
    const model = backend.addModel();
    backend.denyPermission('models.check.report', model.modelRef);
    const { body } = await model
      .post('/check-results', { results: [{}] }, victor)
      .expect(400);
    expect(body.error.message).toContain('body.results.0.check');
    const denied = await model
      .post(
        '/check-results',
        { results: [{ check: 'AUC', kind: 'performance', status: 'ok' }] },
        victor,
      )
      .expect(403);
    expect(denied.body.error.message).toContain(
      `You lack the permission 'models.check.report' on '${model.modelRef}'`,
    );
    expect(denied.body.error.message).toContain('ask its owner');
  });

  it('knows a model in whatever case it is written', async () => {
    const model = backend.addModel({
      name: 'Churn-Model',
      namespace: 'Retail',
    });
    await model.post('/versions', { version: '1' }).expect(200);
    const lower = await request(backend.server)
      .get('/api/models/retail/churn-model')
      .set('Authorization', machine)
      .expect(200);
    expect(lower.body.modelRef).toBe('model:retail/churn-model');
    expect(lower.body.lifecycle.totalVersions).toBe(1);
  });
});
