import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  Entity,
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { setTimeout as wait } from 'node:timers/promises';
import request from 'supertest';
import { modelsPlugin } from '../plugin';
import { TestServer } from './TestModel';
import { TestTasks } from './TestTasks';
import { httpAuthWithActorFactory } from './actingPlugin';
import { machine, organization } from './people';
import { catalogModuleWith } from './realCatalog';
import { userInfoFactory } from './startModelsBackend';

/** A user or a group as its author declares it: the catalog makes the relations. */
function declared(entity: Entity): Entity {
  const refsOf = (type: string) =>
    (entity.relations ?? [])
      .filter(relation => relation.type === type)
      .map(relation => relation.targetRef);
  const [parent] = refsOf(RELATION_CHILD_OF);
  const spec =
    entity.kind === 'User'
      ? { memberOf: refsOf(RELATION_MEMBER_OF) }
      : { type: 'team', children: [], ...(parent && { parent }) };
  const { relations, ...rest } = entity;
  return { ...rest, spec };
}

/** Starts the plugin beside the real catalog and the real permission framework. */
export async function startWithRealPermissions(options: {
  policy: PermissionPolicy;
  models: Entity[];
  /** What stands under `models`. */
  config?: JsonObject;
  /** Runs what is scheduled when the test says so. */
  tasks?: TestTasks;
}): Promise<TestServer> {
  const { policy, models, config, tasks = new TestTasks() } = options;
  const { server } = await startTestBackend({
    features: [
      ...[modelsPlugin, catalogPlugin, permissionPlugin],
      ...[policyModule(policy), permissionsServiceFactory],
      ...[userInfoFactory, httpAuthWithActorFactory, tasks.service.factory],
      catalogModuleWith([...models, ...organization.map(declared)]),
      mockServices.database.factory(),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          permission: { enabled: true },
          catalog: {
            stitchingStrategy: {
              mode: 'deferred',
              pollingInterval: { milliseconds: 100 },
            },
          },
          ...(config && { models: config }),
        },
      }),
    ],
  });
  for (const model of models) {
    await untilOwned(server, stringifyEntityRef(model));
  }
  return server;
}

function policyModule(policy: PermissionPolicy) {
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'test-policy',
    register(reg) {
      reg.registerInit({
        deps: { extensionPoint: policyExtensionPoint },
        async init({ extensionPoint }) {
          extensionPoint.setPolicy(policy);
        },
      });
    },
  });
}

async function untilOwned(server: TestServer, modelRef: string) {
  let summary;
  while (!summary?.owner) {
    await wait(100);
    const { body } = await request(server)
      .post('/api/models/summaries')
      .set('Authorization', machine)
      .send({ modelRefs: [modelRef] });
    summary = body.items[0];
  }
}
