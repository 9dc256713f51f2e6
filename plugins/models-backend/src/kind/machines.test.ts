import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { endpoints } from '@modelry/backstage-plugin-models-common';
import { FakeSource, withSource } from '../__testUtils__/sources';
import {
  everyEndpoint,
  prepare,
  validRequest,
} from '../__testUtils__/everyEndpoint';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

function token(subject: string, ...accessRestrictions: object[]) {
  return {
    type: 'static',
    options: { token: `${subject}-token`, subject },
    ...(accessRestrictions.length > 0 && { accessRestrictions }),
  };
}

const READ = 'catalog.entity.read';

const backendConfig = {
  auth: {
    externalAccess: [
      token('anything'),
      token('models-only', { plugin: 'models' }),
      token('elsewhere', { plugin: 'catalog' }),
      token('versions', {
        plugin: 'models',
        permission: 'models.version.report',
      }),
      token('reporter', {
        plugin: 'models',
        permission: `models.deployment.report, ${READ}`,
      }),
      token('reader', {
        plugin: 'models',
        permissionAttribute: { action: 'read' },
      }),
    ],
  },
};

/** What each machine may do; people alone decide. */
const ALLOWED: Record<string, string[]> = {
  anything: everyEndpoint.map(([operation]) => operation),
  'models-only': everyEndpoint.map(([operation]) => operation),
  elsewhere: [],
  versions: ['reportVersion'],
  reporter: [
    'reportDeployment',
    ...everyEndpoint
      .filter(([, { permission }]) => !permission)
      .map(([operation]) => operation),
  ],
  reader: everyEndpoint
    .filter(([, { permission, method }]) => !permission || method === 'get')
    .map(([operation]) => operation),
};

/** What asks for more than every model here has. */
const NEED_MORE = ['revertOwner', 'retireCheck'];

function refused(status: number, reason: string) {
  return {
    status,
    body: expect.objectContaining({
      error: expect.objectContaining({
        message: expect.stringContaining(reason),
      }),
    }),
  };
}

function answerOf(operation: string) {
  const secret = expect.objectContaining({ modelRef: 'model:default/secret' });
  return operation === 'getSummaries'
    ? { items: [secret] }
    : expect.any(Object);
}

function expectedAnswer(
  subject: string,
  [
    operation,
    { permission, peopleOnly, status, path },
  ]: (typeof everyEndpoint)[number],
) {
  if (subject === 'elsewhere') {
    return refused(403, 'restricted to plugin');
  }
  if (peopleOnly) {
    return refused(403, "does not allow 'service' credentials");
  }
  if (ALLOWED[subject].includes(operation)) {
    // Only people decide, and none of them calls here.
    if (operation === 'getDecision') {
      return refused(404, 'has no decision');
    }
    return { status, body: answerOf(operation) };
  }
  if (permission) {
    return refused(403, `You lack the permission '${permission}'`);
  }
  if (operation === 'getSummaries') {
    return { status: 200, body: { items: [] } };
  }
  // Of all models, those lists show the machine none.
  return path.split('/').length === 2
    ? { status: 200, body: expect.any(Object) }
    : refused(404, 'is not in the catalog, or you may not see it');
}

// With Backstage's real services, because what a token may do is theirs to say.
describe.each(databases.eachSupportedId())('machines on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      backendConfig,
      services: {
        permissions: permissionsServiceFactory,
        others: [
          authServiceFactory,
          httpAuthServiceFactory,
          withSource(new FakeSource('clusters')),
        ],
      },
    });
    backend.addModel({ name: 'secret' });
  });

  async function call(
    endpoint: (typeof everyEndpoint)[number],
    subject: string,
  ) {
    const { server } = backend;
    const model = backend.addModel();
    const [operation] = endpoint;
    const prepared = await prepare(model, {
      operation: NEED_MORE.includes(operation) ? operation : undefined,
      caller: 'Bearer anything-token',
    });
    return validRequest(server, endpoint, model.name, undefined, prepared).set(
      'Authorization',
      `Bearer ${subject}-token`,
    );
  }

  describe.each(Object.keys(ALLOWED))('with the token of %s', subject => {
    it.each(everyEndpoint)(
      'are answered by %s as it allows',
      async (...one) => {
        const { status, body } = await call(one, subject);
        expect({ status, body }).toEqual(expectedAnswer(subject, one));
      },
    );
  });

  it.each(everyEndpoint)(
    'without a token are refused by %s',
    async (...one) => {
      expect((await validRequest(backend.server, one)).status).toBe(401);
    },
  );

  it.each(everyEndpoint)(
    'with a wrong token are refused by %s',
    async (...one) => {
      expect((await call(one, 'unknown')).status).toBe(401);
    },
  );

  it('that may not do a thing do not learn which models there are', async () => {
    const answer = async (name: string) => {
      const { status, body } = await validRequest(
        backend.server,
        ['reportDeployment', endpoints.reportDeployment],
        name,
      ).set('Authorization', 'Bearer versions-token');
      return [status, JSON.stringify(body).replaceAll(name, 'NAME')];
    };
    const hidden = await answer('secret');
    expect(hidden[0]).toBe(403);
    expect(await answer('nowhere')).toEqual(hidden);
  });

  it('are named in the record by their subject', async () => {
    const { body } = await backend
      .addModel()
      .post('/versions', { version: '1' }, 'Bearer versions-token')
      .expect(200);
    expect(body.version.registeredBy).toBe('versions');
  });
});
