import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { everyEndpoint } from '../__testUtils__/everyEndpoint';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

describe('the OpenAPI document', () => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init('SQLITE_3'),
    });
  });

  it('is served to anybody', async () => {
    const { body, headers } = await request(backend.server)
      .get('/api/models/openapi.json')
      .set('Authorization', mockCredentials.none.header())
      .expect(200);
    expect(headers['content-type']).toContain('application/json');
    expect(body).toMatchObject({
      openapi: expect.stringMatching(/^3\./),
      servers: [{ url: '/api/models' }],
    });
  });

  it.each(everyEndpoint)('describes %s', async (operation, endpoint) => {
    const { body } = await request(backend.server).get(
      '/api/models/openapi.json',
    );
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    const described = body.paths[path]?.[endpoint.method];
    expect(described).toMatchObject({
      operationId: operation,
      responses: { [endpoint.status]: {} },
    });
    expect('requestBody' in described).toBe(endpoint.method === 'post');
  });

  it('describes nothing that is not there', async () => {
    const { body } = await request(backend.server).get(
      '/api/models/openapi.json',
    );
    const described = Object.values<object>(body.paths).flatMap(Object.keys);
    expect(described).toHaveLength(everyEndpoint.length);
  });
});
