import { TestServer } from './TestModel';
import { boardConfig, readBoard } from './board';
import { OWNERS } from './people';
import {
  ModelOptions,
  ModelsBackend,
  startModelsBackend,
} from './startModelsBackend';
import { Knex } from 'knex';

/** Owns some of the models of the fleet. */
export const RISK = 'group:default/risk-office';

interface Wanted extends ModelOptions {
  version?: { version: string; stage: string };
  environment?: string;
  check?: 'ok' | 'warning' | 'critical';
}

/** A small fleet in which every facet has several values. */
export const FLEET: Wanted[] = [
  {
    ...{ name: 'churn', title: 'Customer churn', owner: OWNERS },
    ...{ system: 'system:default/retention', environment: 'production' },
    ...{ check: 'critical', spec: { riskTier: 'high' } },
    metadata: { tags: ['tabular', 'retail'], description: 'Who will LEAVE us' },
  },
  {
    ...{ name: 'credit', title: 'Credit risk', owner: RISK, check: 'ok' },
    ...{ spec: { riskTier: 'high' }, environment: 'shadow' },
    metadata: { tags: ['tabular'] },
  },
  {
    ...{ name: 'ranker', spec: { type: 'ranking' }, check: 'warning' },
    ...{ owner: OWNERS, environment: 'production' },
    metadata: {
      annotations: {
        'backstage.io/managed-by-origin-location': 'mlflow:main',
      },
    },
  },
  {
    ...{ name: 'forecast', title: '100% demand_forecast', check: 'ok' },
    ...{ spec: { type: 'forecasting', riskTier: 'minimal' } },
    version: { version: '1', stage: 'validation' },
    metadata: {
      annotations: {
        'backstage.io/managed-by-origin-location':
          'url:https://example.com/secret-path/models.yaml',
      },
    },
  },
  { name: 'idle', owner: RISK },
];

/** Names of those that people may not see in a restricted backend. */
export const HIDDEN = ['credit', 'forecast'];

async function fill(backend: ModelsBackend, wanted: Wanted) {
  const { version, environment, check, ...options } = wanted;
  const model = backend.addModel(options);
  if (version) {
    await model.post('/versions', version).expect(200);
  }
  if (environment) {
    await model.post('/deployments', { environment, version: '1' }).expect(200);
  }
  if (check) {
    await model
      .post('/check-results', {
        results: [{ check: 'AUC', kind: 'performance', status: check }],
      })
      .expect(200);
  }
}

/** A backend with the {@link FLEET}, and one on the same database that hides some of it. */
export async function startFleet(knex: Knex) {
  const backend = await startModelsBackend({ knex, config: boardConfig });
  for (const wanted of FLEET) {
    await fill(backend, wanted);
  }
  await backend.runTask('reconcile-governance');
  const restricted = await startModelsBackend({ knex, config: boardConfig });
  for (const { version, environment, check, ...options } of FLEET) {
    restricted.addModel(options);
  }
  HIDDEN.forEach(name =>
    restricted.catalog.hideFromPeople(`model:default/${name}`),
  );
  return { backend, restricted };
}

/** The names of the models that a filter finds, in their order. */
export async function namesOf(
  server: TestServer,
  query: string,
  caller?: string,
): Promise<string[]> {
  const { items, totalItems } = await readBoard(
    server,
    `fleet?${query}`,
    caller,
  );
  expect(totalItems).toBe(items.length);
  return items.map((row: { modelRef: string }) => row.modelRef.split('/')[1]);
}
