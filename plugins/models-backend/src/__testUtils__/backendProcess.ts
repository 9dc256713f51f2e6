// A backend in a process of its own, for tests that kill it: `fork` this file, with the
// transform for TypeScript, and send it one BackendProcessOptions. It answers with the
// port that it listens on. Identities are those of the mocks; the plugin, its HTTP API
// and its database are real.
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { JsonObject } from '@backstage/types';
import createKnex from 'knex';
import { modelsPlugin } from '../plugin';
import { organization } from './people';
import { userInfoFactory } from './startModelsBackend';

/** What the process is to be. */
export interface BackendProcessOptions {
  /** Connection string of its PostgreSQL database. */
  database: string;
  /** What stands under `models`. */
  models: JsonObject;
  /** What the catalog holds beside the people. */
  entities: Entity[];
}

const quietNeighbours = [
  createServiceFactory({
    service: signalsServiceRef,
    deps: {},
    factory: () => ({ publish: async () => {} }),
  }),
  createServiceFactory({
    service: notificationService,
    deps: {},
    factory: () => ({ send: async () => {} }),
  }),
];

async function start(options: BackendProcessOptions): Promise<number> {
  const knex = createKnex({
    client: 'pg',
    connection: options.database,
    pool: { min: 0, max: 20 },
  });
  const { server } = await startTestBackend({
    features: [
      modelsPlugin,
      mockServices.database.factory({ knex }),
      mockServices.rootConfig.factory({ data: { models: options.models } }),
      catalogServiceMock.factory({
        entities: [...organization, ...options.entities],
      }),
      userInfoFactory,
      ...quietNeighbours,
    ],
  });
  return server.port();
}

process.once('message', async (options: BackendProcessOptions) => {
  process.send?.({ port: await start(options) });
});
