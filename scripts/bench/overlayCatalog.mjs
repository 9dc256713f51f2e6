// One catalog that processes models, in a process of its own: run by overlay.mjs, which
// reads what it measured from its last line.
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

const require = createRequire(import.meta.url);
const {
  createBackendModule,
  createBackendPlugin,
  coreServices,
} = require('@backstage/backend-plugin-api');
const {
  mockServices,
  startTestBackend,
} = require('@backstage/backend-test-utils');
const { CatalogModelSources } = require('@backstage/catalog-model/alpha');
const catalogPlugin = require('@backstage/plugin-catalog-backend').default;
const {
  catalogProcessingExtensionPoint,
} = require('@backstage/plugin-catalog-node');
const {
  catalogModelExtensionPoint,
} = require('@backstage/plugin-catalog-node/alpha');
const { readLifecycle } = require('@modelry/backstage-plugin-models-common');
const { Router } = require('express');
const knexLibrary = require('knex');
const catalogModuleModels =
  require('../../plugins/catalog-backend-module-models/src').default;
const {
  modelKindLayer,
} = require('../../plugins/catalog-backend-module-models/src/modelKindLayer');

const GROUPS = 100;
const POLL_MS = 250;
const TIMES_AGAIN = 5;

const [variant, count] = process.argv.slice(2);
const models = Number(count);
const knex = knexLibrary({
  client: 'better-sqlite3',
  connection: ':memory:',
  useNullAsDefault: true,
});

const provider = provideModels();
let asked = 0;
await startTestBackend({
  features: [
    catalogPlugin,
    ...(variant === 'with'
      ? [catalogModuleModels, fakeModelsPlugin()]
      : [kindOnly()]),
    provider.module,
    mockServices.database.factory({ knex }),
    mockServices.rootConfig.factory({
      data: {
        catalog: {
          stitchingStrategy: { mode: 'deferred', pollingInterval: '100ms' },
          processingInterval: { hours: 6 },
        },
      },
    }),
  ],
});
while (variant === 'with' && asked === 0) {
  await sleep(POLL_MS);
}

const first = await measure(async () => {
  await provider.provide();
  await until(async () => {
    const [row] = await knex('final_entities')
      .whereNotNull('final_entity')
      .count({ count: '*' });
    return row.count === models;
  });
});
// Short for one measurement: it is repeated, and counted as one.
const again = await measure(async () => {
  for (let time = 0; time < TIMES_AGAIN; time++) {
    await knex('refresh_state').update({
      next_update_at: knex.raw("datetime('now', '-60 seconds')"),
    });
    await until(async () => {
      const [row] = await knex('refresh_state')
        .where('next_update_at', '<=', knex.fn.now())
        .count({ count: '*' });
      return row.count === 0;
    });
  }
});
console.log(JSON.stringify({ first, again, asked }));
process.exit(0);

async function measure(work) {
  const begun = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (performance.now() - begun) / 1_000,
    cpu: (user + system) / 1_000_000,
  };
}

async function until(isDone) {
  while (!(await isDone())) {
    await sleep(POLL_MS);
  }
}

function nameOf(index) {
  return `bench-${index}`;
}

function groupOf(index) {
  return `group:default/team-${index % GROUPS}`;
}

function provideModels() {
  let connection;
  const module = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'bench',
    register(reg) {
      reg.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider({
            getProviderName: () => 'bench',
            async connect(connected) {
              connection = connected;
            },
          });
        },
      });
    },
  });
  const entities = Array.from({ length: models }, (_, index) => ({
    locationKey: 'bench',
    entity: toModel(index),
  }));
  return {
    module,
    provide: () => connection.applyMutation({ type: 'full', entities }),
  };
}

function toModel(index) {
  const location = 'url:https://example.com/models.yaml';
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: {
      name: nameOf(index),
      description: 'A model whose processing is measured',
      tags: ['bench'],
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec: {
      type: 'classification',
      lifecycle: 'development',
      owner: groupOf(index),
      system: `system-${index % GROUPS}`,
      riskTier: 'high',
      intendedUse: 'Measuring how fast the catalog processes models.',
      servedBy: [`component:default/service-${index % 1_000}`],
      trainedOn: [`resource:default/data-${index % 1_000}`],
    },
  };
}

function kindOnly() {
  return createBackendModule({
    pluginId: 'catalog',
    moduleId: 'models',
    register(reg) {
      reg.registerInit({
        deps: { model: catalogModelExtensionPoint },
        async init({ model }) {
          model.addModelSource(
            CatalogModelSources.static([
              modelKindLayer(readLifecycle(undefined)),
            ]),
          );
        },
      });
    },
  });
}

// Every model has another owner and another stage in the record.
function fakeModelsPlugin() {
  const overlays = Object.fromEntries(
    Array.from({ length: models }, (_, index) => [
      `model:default/${nameOf(index)}`,
      { owner: groupOf(index + 1), lifecycle: 'production' },
    ]),
  );
  const body = JSON.stringify({ overlays });
  return createBackendPlugin({
    pluginId: 'models',
    register(env) {
      env.registerInit({
        deps: { httpRouter: coreServices.httpRouter },
        async init({ httpRouter }) {
          const router = Router();
          router.get('/overlay', (req, res) => {
            asked += 1;
            res.setHeader('ETag', '"1"');
            if (req.header('If-None-Match') === '"1"') {
              res.status(304).end();
            } else {
              res.type('json').send(body);
            }
          });
          httpRouter.use(router);
        },
      });
    },
  });
}
