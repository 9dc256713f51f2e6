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
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
// The tests hold the module to the real record; the module itself never imports it.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import modelsPlugin from '@modelry/backstage-plugin-models-backend';
import { answers } from '@internal/test-utils';
import request from 'supertest';
import { ClusterStandIn } from './__testUtils__/ClusterStandIn';
import { serving } from './__testUtils__/servings';
import { model } from './__testUtils__/startSource';
import modelsModuleKServe from '.';

jest.setTimeout(60_000);

const ISVC = 'apis/serving.kserve.io/v1beta1/inferenceservices';

// The Kubernetes backend is Backstage's own; only the clusters behind it are stand-ins.
describe('through the Kubernetes backend of Backstage', () => {
  const [eu, us] = [new ClusterStandIn(), new ClusterStandIn()];
  let portal: Awaited<ReturnType<typeof startPortal>>;
  beforeAll(async () => {
    await Promise.all([eu.start(), us.start()]);
    portal = await startPortal({ eu, us });
  });
  afterAll(() => Promise.all([eu.stop(), us.stop()]));

  it('what runs in one cluster is known although another one fails', async () => {
    eu.lists.set(ISVC, [
      ...Array.from({ length: 600 }, (_, i) =>
        serving({ name: `other-${i}`, labels: {} }),
      ),
      serving(),
    ]);
    us.trouble = answers(403);
    await portal.run();
    expect(await portal.deployments()).toMatchObject([
      {
        ...{ environment: 'eu', name: 'eu/ml/churn', version: '7' },
        ...{ status: 'running', platform: 'kserve', source: 'kserve-main' },
      },
    ]);
    const { status, problems } = await portal.source();
    expect(status).toBe('incomplete');
    expect(problems).toEqual(
      expect.arrayContaining([
        {
          message: expect.stringMatching(/^'us' could not be listed: .* 403/),
          remedy: expect.stringContaining('to get and list inferenceservices'),
        },
        expect.objectContaining({
          message: expect.stringMatching(/^600 in 'eu' serve no model/),
        }),
      ]),
    );
  });

  it('a cluster learns the token of its service account, and nothing of the portal', () => {
    expect(eu.asked.length).toBeGreaterThan(0);
    for (const { request: asked } of eu.asked) {
      expect(asked.headers.authorization).toBe(`Bearer ${eu.token}`);
      expect(asked.headers).not.toHaveProperty('cookie');
    }
  });

  it('a cluster that takes the token no more is told of, and takes nothing away', async () => {
    eu.token = 'renewed-token';
    us.trouble = () => false;
    us.lists.set(ISVC, [
      serving({ spec: { predictor: { model: { storageUri: 's3://m/8' } } } }),
    ]);
    await portal.run();
    expect(await portal.deployments()).toMatchObject([
      { name: 'eu/ml/churn', version: '7' },
      { name: 'us/ml/churn', version: '8' },
    ]);
    const { problems } = await portal.source();
    expect(problems).toMatchObject([
      {
        message: expect.stringMatching(/^'eu' could not be listed: .* 401/),
        remedy: expect.stringContaining('credentials of the cluster'),
      },
    ]);
  });
});

async function startPortal(clusters: Record<string, ClusterStandIn>) {
  const tasks = new Map<string, (signal: AbortSignal) => unknown>();
  const scheduler = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => {
      tasks.set(id, fn);
    },
  });
  const { server } = await startTestBackend({
    features: [
      ...[modelsPlugin, modelsModuleKServe, kubernetesPlugin],
      catalogServiceMock.factory({ entities: [model('churn')] }),
      createServiceFactory({
        ...{ service: coreServices.scheduler, deps: {} },
        factory: () => scheduler,
      }),
      mockServices.rootConfig.factory({
        data: {
          models: { sources: { kserve: { main: {} } } },
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: Object.entries(clusters).map(
                  ([name, { url, token }]) => ({
                    ...{ name, url, authProvider: 'serviceAccount' },
                    ...{ serviceAccountToken: token, skipTLSVerify: true },
                  }),
                ),
              },
            ],
          },
        },
      }),
    ],
  });
  const service = mockCredentials.service.header();
  const get = async (path: string) =>
    (await request(server).get(path).set('Authorization', service)).body;
  return {
    run: () =>
      tasks.get('model-source-kserve-main')?.(new AbortController().signal),
    deployments: async () =>
      (await get('/api/models/default/churn')).deployments,
    source: async () => (await get('/api/models/sources')).items[0],
  };
}
