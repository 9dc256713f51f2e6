import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import request from 'supertest';
import { TestServer } from '../__testUtils__/TestModel';
import { modelEndpoints, validRequest } from '../__testUtils__/everyEndpoint';
import { OWNERS, machine, person } from '../__testUtils__/people';
import { startWithRealPermissions } from '../__testUtils__/realPermissions';

jest.setTimeout(60_000);

const PUBLIC = 'example.com/public';
const owner = person('dario-datasci');
const colleague = person('rosa-risk');

function model(name: string, annotations = {}) {
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'ranking', lifecycle: 'development', owner: OWNERS },
  };
}

/** People read what is public or their own, and report only about their own. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const claims = user?.info.ownershipEntityRefs ?? [];
    const isOwner = catalogConditions.isEntityOwner({ claims });
    if (!isResourcePermission(permission, 'catalog-entity')) {
      return { result: AuthorizeResult.DENY };
    }
    return createCatalogConditionalDecision(
      permission,
      permission.name === 'catalog.entity.read'
        ? {
            anyOf: [
              isOwner,
              catalogConditions.hasAnnotation({ annotation: PUBLIC }),
            ],
          }
        : isOwner,
    );
  },
};

// With the real permission framework and the real catalog: that a policy can decide
// our permissions by the catalog's own conditions is what is shown here.
describe('with the real catalog and permission backends', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startWithRealPermissions({
      policy,
      models: [model('shared', { [PUBLIC]: 'true' }), model('secret')],
    });
  });

  function summaries(caller: string, modelRefs: string[]) {
    return request(server)
      .post('/api/models/summaries')
      .set('Authorization', caller)
      .send({ modelRefs });
  }

  function deploy(name: string, caller: string) {
    return request(server)
      .post(`/api/models/default/${name}/deployments`)
      .set('Authorization', caller)
      .send({ environment: 'production', version: '1' });
  }

  it('lets the owner of a model report about it', async () => {
    const { status, body } = await deploy('shared', owner);
    expect(body).toMatchObject({
      changed: true,
      deployment: { reportedBy: 'user:default/dario-datasci' },
    });
    expect(status).toBe(200);
    await deploy('secret', owner).expect(200);
  });

  it('lets a machine report that has no restrictions', async () => {
    await deploy('secret', machine).expect(200);
  });

  it('lets who may read a model, but does not own it, only read', async () => {
    await request(server)
      .get('/api/models/default/shared')
      .set('Authorization', colleague)
      .expect(200);
    const { body } = await deploy('shared', colleague).expect(403);
    expect(body.error.message).toContain(
      "You lack the permission 'models.deployment.report'",
    );
  });

  it.each(modelEndpoints)(
    'answers %s for who may not read a model as if it did not exist',
    async (...endpoint) => {
      const answer = async (name: string) => {
        const { status, body } = await validRequest(server, endpoint, name).set(
          'Authorization',
          colleague,
        );
        return [status, JSON.stringify(body).replaceAll(name, 'NAME')];
      };
      expect(await answer('secret')).toEqual(await answer('nowhere'));
      expect((await answer('secret'))[0]).toBe(404);
    },
  );

  it.each([
    '/inventory-export',
    '/inventory-export?type=ranking',
    '/bom-export',
    '/bom-export?environment=production&text=e',
  ])('puts into %s what the reader may see, and no more', async path => {
    await deploy('shared', owner).expect(200);
    await deploy('secret', owner).expect(200);
    const exported = async (caller: string) => {
      const { text, body } = await request(server)
        .get(`/api/models${path}`)
        .set('Authorization', caller)
        .expect(200);
      const whole = text ?? JSON.stringify(body);
      return ['shared', 'secret'].filter(name =>
        whole.includes(`model:default/${name}`),
      );
    };
    expect(await exported(owner)).toEqual(['shared', 'secret']);
    expect(await exported(machine)).toEqual(['shared', 'secret']);
    expect(await exported(colleague)).toEqual(['shared']);
  });

  it.each(['ledger-export', 'ledger-checkpoints'])(
    'keeps %s from people whom no policy lets have it',
    async path => {
      const get = (caller: string) =>
        request(server).get(`/api/models/${path}`).set('Authorization', caller);
      const { body } = await get(owner).expect(403);
      expect(body.error.message).toContain("'models.ledger.export'");
      await get(machine).expect(200);
    },
  );

  it('lets the owner of a model read its ledger, and others only the model', async () => {
    const get = (caller: string) =>
      request(server)
        .get('/api/models/default/shared/ledger')
        .set('Authorization', caller);
    await get(owner).expect(200);
    const { body } = await get(colleague).expect(403);
    expect(body.error.message).toContain("'models.ledger.read'");
  });

  it('takes a condition on a model that is gone for a no', async () => {
    const { body } = await request(server)
      .get('/api/models/default/nowhere/ledger')
      .set('Authorization', owner)
      .expect(404);
    expect(body.error.message).toContain('is not in the catalog');
  });

  it('leaves what a person may not read out of summaries', async () => {
    const refs = ['model:default/secret', 'model:default/shared'];
    const seen = async (caller: string) =>
      (await summaries(caller, refs).expect(200)).body.items.map(
        (item: { modelRef: string }) => item.modelRef,
      );
    expect(await seen(owner)).toEqual(refs);
    expect(await seen(colleague)).toEqual(['model:default/shared']);
  });

  it('counts on the board what each caller may read', async () => {
    await deploy('shared', machine).expect(200);
    await deploy('secret', machine).expect(200);
    const counted = async (caller: string) => {
      const { body } = await request(server)
        .get('/api/models/board-facets')
        .set('Authorization', caller)
        .expect(200);
      return body.totalModels;
    };
    expect(await counted(owner)).toBe(2);
    expect(await counted(colleague)).toBe(1);
    expect(await counted(machine)).toBe(2);
  });
});
