import { mockCredentials } from '@backstage/backend-test-utils';
import request from 'supertest';
import { RISK_OFFICE, assign, dario, revert } from '../__testUtils__/ownership';
import { OWNERS, machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

const service = (subject: string) =>
  mockCredentials.service.header({
    onBehalfOf: mockCredentials.service(subject),
    targetPluginId: 'models',
  });

function ask(
  backend: ModelsBackend,
  caller: string = service('plugin:catalog'),
  etag?: string,
) {
  const sent = request(backend.server)
    .get('/api/models/overlay')
    // As fetch does beside a conditional header.
    .set('Cache-Control', 'no-cache')
    .set('Authorization', caller);
  return etag ? sent.set('If-None-Match', etag) : sent;
}

describe.each(databases.eachSupportedId())('the overlay on %s', id => {
  it('holds assigned owners and the stage that follows from versions', async () => {
    const backend = await startModelsBackend({
      knex: await databases.init(id),
    });
    const staged = backend.addModel({ name: 'staged' });
    const owned = backend.addModel({ name: 'owned', owner: OWNERS });
    const both = backend.addModel({ name: 'both', owner: OWNERS });
    backend.addModel({ name: 'plain', owner: OWNERS });
    const empty = await ask(backend).expect(200);
    expect(empty.body).toEqual({ overlays: {} });

    await staged.post('/versions', { version: '1', stage: 'validation' });
    await staged.post('/versions', { version: '2' });
    await assign(owned).expect(200);
    await assign(both).expect(200);
    await both.post('/deployments', { environment: 'test', version: '1' });

    const { body } = await ask(backend).expect(200);
    expect(body.overlays).toEqual({
      'model:default/staged': { lifecycle: 'validation' },
      'model:default/owned': { owner: RISK_OFFICE },
      'model:default/both': { owner: RISK_OFFICE, lifecycle: 'development' },
    });
    await revert(both).expect(200);
    await staged.post('/versions', { version: '1', stage: 'retired' });
    const after = await ask(backend).expect(200);
    expect(after.body.overlays).toEqual({
      'model:default/staged': { lifecycle: 'development' },
      'model:default/owned': { owner: RISK_OFFICE },
      'model:default/both': { lifecycle: 'development' },
    });
  });

  it('follows the configured stages when they change', async () => {
    const knex = await databases.init(id);
    const before = await startModelsBackend({ knex });
    const model = before.addModel({ name: 'churn', owner: OWNERS });
    for (const [version, stage] of [
      ['1', 'validation'],
      ['2', 'production'],
    ]) {
      await model.post('/versions', { version, stage }).expect(200);
    }
    const other = before.addModel({ name: 'other', owner: OWNERS });
    await other.post('/versions', { version: '1' }).expect(200);
    const first = await ask(before).expect(200);
    expect(first.body.overlays).toMatchObject({
      'model:default/churn': { lifecycle: 'production' },
    });

    const after = await startModelsBackend({
      knex,
      config: {
        lifecycle: {
          stages: [
            { id: 'development', title: 'Development', kind: 'start' },
            { id: 'validation', title: 'Validation', kind: 'in-use' },
            { id: 'production', title: 'Withdrawn', kind: 'ended' },
          ],
        },
      },
    });

    // The catalog, which knows the former answer, is told of the change.
    const { body } = await ask(after, undefined, first.headers.etag).expect(
      200,
    );
    expect(body.overlays).toEqual({
      'model:default/churn': { lifecycle: 'validation' },
      'model:default/other': { lifecycle: 'development' },
    });
  });

  it('is answered with 304 until something changes', async () => {
    const backend = await startModelsBackend({
      knex: await databases.init(id),
    });
    const model = backend.addModel({ owner: OWNERS });
    await assign(model).expect(200);
    const etag = (await ask(backend).expect(200)).headers.etag;
    await ask(backend, undefined, etag).expect(304);
    // What lays nothing over changes nothing.
    await model.post('/roles', { role: 'validator', people: [] }, dario);
    await ask(backend, undefined, etag).expect(304);
    await revert(model).expect(200);
    const changed = await ask(backend, undefined, etag).expect(200);
    expect(changed.headers.etag).not.toBe(etag);
    await assign(model).expect(200);
    const again = await ask(backend, undefined, etag).expect(200);
    expect(again.headers.etag).not.toBe(etag);
  });

  it('is for the catalog plugin and nobody else', async () => {
    const backend = await startModelsBackend({
      knex: await databases.init(id),
    });
    await ask(backend, machine).expect(403);
    await ask(backend, service('plugin:search')).expect(403);
    await ask(backend, person('rosa-risk')).expect(403);
    await ask(backend, mockCredentials.none.header()).expect(401);
  });

  it('leaves owners out where they are kept in YAML', async () => {
    const knex = await databases.init(id);
    const before = await startModelsBackend({ knex });
    await assign(before.addModel({ name: 'churn', owner: OWNERS })).expect(200);
    const etag = (await ask(before).expect(200)).headers.etag;
    const backend = await startModelsBackend({
      knex,
      config: { ownership: { assignment: 'yaml' } },
    });
    const { body } = await ask(backend, undefined, etag).expect(200);
    expect(body.overlays).toEqual({});
  });
});
