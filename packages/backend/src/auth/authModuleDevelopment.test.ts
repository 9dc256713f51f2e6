import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import request from 'supertest';
import { authModuleDevelopment } from './authModuleDevelopment';

const ORG = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: validators
spec:
  type: team
  children: []
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: vera-validator
spec:
  profile:
    displayName: Vera Validator
    email: vera.validator@example.com
  memberOf: [validators]
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: rosa-risk
spec:
  memberOf: [validators]
`;

const VERA = { userEntityRef: 'user:default/vera-validator' };
const NOBODY = { userEntityRef: 'user:default/nobody' };

const files = createMockDirectory({ content: { 'org.yaml': ORG } });

function startPortal(development?: { people?: { userEntityRef: string }[] }) {
  return startTestBackend({
    features: [
      authPlugin,
      catalogPlugin,
      authModuleDevelopment,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: { providers: development ? { development } : {} },
          catalog: {
            stitchingStrategy: { mode: 'deferred', pollingInterval: '100ms' },
            rules: [{ allow: ['User', 'Group'] }],
            locations: [{ type: 'file', target: files.resolve('org.yaml') }],
          },
        },
      }),
    ],
  });
}

type Portal = Awaited<ReturnType<typeof startPortal>>;

function signIn({ server }: Portal, person?: string) {
  const refresh = request(server).get('/api/auth/development/refresh');
  return person ? refresh.set('x-development-person', person) : refresh;
}

function setMode(mode: string | undefined) {
  jest.replaceProperty(process, 'env', { ...process.env, NODE_ENV: mode });
}

afterEach(() => jest.restoreAllMocks());

describe('outside development', () => {
  it.each([
    ['production', "NODE_ENV is 'production'"],
    ['test', "NODE_ENV is 'test'"],
    [undefined, 'NODE_ENV is not set'],
  ])('the backend refuses to start: NODE_ENV %s', async (mode, found) => {
    setMode(mode);
    const start = startPortal({ people: [VERA] });
    await expect(start).rejects.toThrow(found);
    await expect(start).rejects.toThrow(
      "Remove 'auth.providers.development' from the configuration",
    );
  });

  it('starts when development sign-in is not configured', async () => {
    setMode('production');
    const portal = await startPortal();
    const response = await signIn(portal, VERA.userEntityRef);
    expect(response.status).toBe(404);
    await portal.stop();
  });
});

describe('in development', () => {
  let portal: Portal;

  beforeAll(async () => {
    setMode('development');
    portal = await startPortal({ people: [VERA, NOBODY] });
  });
  beforeEach(() => setMode('development'));
  afterAll(() => portal.stop());

  async function signInOnceInCatalog(person: string) {
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const response = await signIn(portal, person);
      if (response.status !== 404) {
        return response;
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`'${person}' did not appear in the catalog`);
  }

  it('signs a listed person in with the claims that the catalog holds', async () => {
    const response = await signInOnceInCatalog(VERA.userEntityRef);

    expect(response.status).toBe(200);
    expect(response.body.profile).toEqual({
      displayName: 'Vera Validator',
      email: 'vera.validator@example.com',
    });
    expect(response.body.backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/vera-validator',
      ownershipEntityRefs: [
        'user:default/vera-validator',
        'group:default/validators',
      ],
    });
    expect(subjectOf(response.body.backstageIdentity.token)).toBe(
      'user:default/vera-validator',
    );
  });

  it('reads the person as an entity ref, however it is written', async () => {
    const response = await signInOnceInCatalog('Default/Vera-Validator');
    expect(response.body.backstageIdentity.identity.userEntityRef).toBe(
      'user:default/vera-validator',
    );
  });

  it.each(['user:default/rosa-risk', 'group:default/validators', ':::'])(
    'refuses %s, who is not listed',
    async person => {
      const response = await signIn(portal, person);
      expect(response.status).toBe(403);
      expect(response.body.error.message).toBe(
        `'${person}' is not one of the people listed in 'auth.providers.development.people'`,
      );
    },
  );

  it('says that a listed person is missing from the catalog', async () => {
    const response = await signIn(portal, NOBODY.userEntityRef);
    expect(response.status).toBe(404);
    expect(response.body.error.message).toContain(
      "Could not find 'user:default/nobody' in the catalog",
    );
  });

  it('refuses a request that names nobody', async () => {
    const response = await signIn(portal);
    expect(response.status).toBe(401);
    expect(response.body.error.message).toContain("'x-development-person'");
  });

  it.each([
    [{ people: [] }, "'auth.providers.development.people' is empty"],
    [
      {},
      "Missing required config value at 'auth.providers.development.people'",
    ],
    [
      { people: [{ userEntityRef: 'group:default/validators' }] },
      "'group:default/validators', which is no user",
    ],
  ])('does not start with %j', async (development, problem) => {
    await expect(startPortal(development)).rejects.toThrow(problem);
  });
});

function subjectOf(token: string): unknown {
  const payload = Buffer.from(token.split('.')[1], 'base64url').toString();
  return JSON.parse(payload).sub;
}
