// A stand-in of a Kubeflow Model Registry, and one of the Kubernetes backend of Backstage
// with KServe behind it: neither is real. The portal beside them is.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { startPortal } from './portal.mjs';
import { freePort, makeScratch, until } from './scratch.mjs';

const scratch = makeScratch('kubeflow');
const lists = {
  registered_models: [
    { id: '1', name: 'iris', owner: 'group:default/credit-analytics' },
  ],
  model_versions: [
    {
      ...{ id: '2', name: 'v1', registeredModelId: '1' },
      createTimeSinceEpoch: '1709287890365',
    },
    {
      ...{ id: '3', name: 'v2', registeredModelId: '1' },
      createTimeSinceEpoch: '1709287899999',
    },
  ],
};
const registry = 'modelregistry.kubeflow.org';
const inferenceService = {
  metadata: {
    ...{ name: 'iris', namespace: 'ml', generation: 1 },
    labels: {
      [`${registry}/registered-model-id`]: '1',
      [`${registry}/model-version-id`]: '3',
    },
  },
  spec: { predictor: { model: { storageUri: 's3://models/iris/2' } } },
  status: {
    observedGeneration: 1,
    url: 'http://iris.ml.example.com',
    conditions: [{ type: 'Ready', status: 'True' }],
  },
};
let isDown = false;
let portal;

before(async () => {
  const registryUrl = await standIn(path => {
    const items = lists[path.split('/').at(-1)] ?? [];
    return { items, nextPageToken: '', pageSize: 100, size: items.length };
  });
  const kubernetesUrl = await standIn(answerOfCluster);
  const schedule = {
    frequency: { seconds: 5 },
    timeout: { seconds: 60 },
    initialDelay: { seconds: 1 },
  };
  portal = await startPortal({
    ...{ scratch, port: await freePort(), models: [{ name: 'other' }] },
    config: {
      discovery: {
        endpoints: [{ target: kubernetesUrl, plugins: ['kubernetes'] }],
      },
      catalog: {
        providers: {
          kubeflow: {
            main: { url: registryUrl, schedule, deployments: false },
          },
        },
      },
      models: {
        sources: {
          kserve: {
            main: {
              every: 'PT3S',
              environments: [{ environment: 'production' }],
            },
          },
        },
      },
    },
  });
});

after(() => scratch.cleanUp());

function answerOfCluster(path, cluster) {
  if (path === '/clusters') {
    return {
      items: ['eu', 'us'].map(name => ({
        ...{ name, authProvider: 'serviceAccount' },
      })),
    };
  }
  if (path === '/proxy/version') {
    return { gitVersion: 'v1.31.4' };
  }
  return cluster === 'eu' && path.endsWith('/v1beta1/inferenceservices')
    ? { metadata: {}, items: [inferenceService] }
    : undefined;
}

async function standIn(answerOf) {
  const server = createServer((request, response) => {
    const cluster = request.headers['backstage-kubernetes-cluster'];
    const { pathname } = new URL(request.url, 'http://stand-in');
    const answer = answerOf(pathname, cluster);
    const isRefused = isDown || cluster === 'us';
    const found = answer ? 200 : 404;
    response.statusCode = isRefused ? 403 : found;
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  scratch.cleanUpWith(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

const overview = () => portal.send({ path: '/api/models/default/iris' });

async function source(id) {
  const { items } = await portal.send({ path: '/api/models/sources' });
  return items.find(one => one.id === id);
}

test('models of the registry are in the catalog, with their versions', async () => {
  await until('both versions are there', async () => {
    const { items } = await portal.send({
      path: '/api/models/default/iris/versions',
    });
    assert.deepEqual(
      // KServe may have told of the second before the registry told of the first.
      items.map(({ version }) => version).sort(),
      ['v1', 'v2'],
    );
  });
});

test('what KServe serves is the version that the registry means', async () => {
  await until('it is there', async () => {
    const { deployments } = await overview();
    assert.equal(deployments.length, 1);
    const [{ version, status, environment, name, source: by }] = deployments;
    assert.deepEqual(
      [version, status, environment, name, by],
      ['v2', 'running', 'production', 'eu/ml/iris', 'kserve-main'],
    );
  });
});

test('one cluster that fails hides no other, and Sources says what to do', async () => {
  const { status, problems } = await until('it is told', async () => {
    const found = await source('kserve-main');
    assert.equal(found.status, 'incomplete');
    return found;
  });
  assert.equal(status, 'incomplete');
  assert.match(problems[0].message, /'us' could not be listed/);
  assert.match(problems[0].remedy, /get and list/);
});

test('a registry that refuses loses nothing', async () => {
  isDown = true;
  await until('Sources tells of it', async () => {
    const { status, problems } = await source('kubeflow-main');
    assert.equal(status, 'failing');
    assert.match(problems[0].remedy, /Renew the token/);
  });
  assert.equal((await overview()).deployments.length, 1);
});
