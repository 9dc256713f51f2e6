import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
// The tests hold the module to the real record; the module itself never imports it.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import modelsPlugin from '@modelry/backstage-plugin-models-backend';
import { Knex } from 'knex';
import request from 'supertest';
import modelsModuleAlertmanager from '..';

export const SECRET = 'a-secret-of-alertmanager';

/** A model of the catalog. */
export function model(name: string, annotations: Record<string, string> = {}) {
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name, namespace: 'default', annotations },
    spec: { type: 'classification', lifecycle: 'development' },
  };
}

interface StartOptions {
  knex: Knex;
  models: Array<ReturnType<typeof model>>;
  /** What is configured of the Alertmanager besides its secret. */
  config?: object;
}

/** The models plugin with the module, and what an Alertmanager can do to it. */
export async function startAlertmanagers(options: StartOptions) {
  const { server, runTask } = await startBackend(options);
  const service = mockCredentials.service.header();
  const get = async (path: string) =>
    (await request(server).get(path).set('Authorization', service)).body;
  return {
    server,
    send: (body: object, secret: string = SECRET, instance = 'main') =>
      request(server)
        .post(`/api/models/webhooks/alertmanager/${instance}`)
        .set('Authorization', `Bearer ${secret}`)
        .send(body),
    checks: async (name: string) =>
      (await get(`/api/models/default/${name}/monitoring`)).checks,
    results: async (name: string, check: string) =>
      (
        await get(
          `/api/models/default/${name}/check-results?check=${encodeURIComponent(
            check,
          )}`,
        )
      ).items,
    incidents: async (name: string) =>
      (await get(`/api/models/default/${name}/incidents`)).items,
    source: async () => {
      await runTask('model-source-alertmanager-main');
      const { items } = await get('/api/models/sources');
      return items.find(({ id }: { id: string }) => id === 'alertmanager-main');
    },
  };
}

async function startBackend({ knex, models, config = {} }: StartOptions) {
  const tasks = new Map<string, (signal: AbortSignal) => unknown>();
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      tasks.set(id, fn);
    },
  });
  const { server } = await startTestBackend({
    features: [
      modelsPlugin,
      modelsModuleAlertmanager,
      mockServices.database.factory({ knex }),
      catalogServiceMock.factory({ entities: models }),
      createServiceFactory({
        ...{ service: coreServices.scheduler, deps: {} },
        factory: () => scheduler,
      }),
      mockServices.rootConfig.factory({
        data: {
          models: {
            sources: { alertmanager: { main: { secret: SECRET, ...config } } },
          },
        },
      }),
    ],
  });
  return {
    server,
    runTask: (id: string) => tasks.get(id)?.(new AbortController().signal),
  };
}
