// A backend in a process of its own, for tests that kill it: `fork` this file, with the
// transform for TypeScript, and send it one BackendProcessOptions. It answers with the
// port that it listens on. Identities, people and the catalog are those of the mocks; the
// plugin, its HTTP API, database, scheduler, events and signals are real.
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import signalsPlugin from '@backstage/plugin-signals-backend';
import { JsonObject } from '@backstage/types';
import createKnex from 'knex';
import { modelsPlugin } from '../plugin';
import { organization } from './people';
import { recordingScheduler } from './recordingScheduler';
import { userInfoFactory } from './startModelsBackend';

/** What the process is to be. */
export interface BackendProcessOptions {
  /** Connection string of its PostgreSQL database. */
  database: string;
  /** What the process is called in what it notes of itself. */
  replica: string;
  /** What stands under `models`. */
  models: JsonObject;
  /** What the catalog holds beside the people. */
  entities: Entity[];
}

/** Table of the notices that processes handed over. */
export const NOTICES_TABLE = 'handed_over_notices';

async function start(options: BackendProcessOptions): Promise<number> {
  const notes = createKnex({
    client: 'pg',
    connection: options.database,
    pool: { min: 0, max: 5 },
  });
  const notifications = createServiceFactory({
    service: notificationService,
    deps: {},
    factory: () => ({
      async send({ payload: { scope, title } }) {
        await notes(NOTICES_TABLE).insert({ scope, title });
      },
    }),
  });
  const { server } = await startTestBackend({
    features: [
      ...[modelsPlugin, eventsPlugin, signalsPlugin],
      ...[databaseServiceFactory, eventsServiceFactory],
      mockServices.rootConfig.factory({
        data: {
          models: options.models,
          backend: {
            database: {
              client: 'pg',
              connection: options.database,
              pluginDivisionMode: 'schema',
            },
          },
        },
      }),
      catalogServiceMock.factory({
        entities: [...organization, ...options.entities],
      }),
      ...[userInfoFactory, notifications],
      recordingScheduler({ ...options, notes }),
    ],
  });
  return server.port();
}

process.once('message', async (options: BackendProcessOptions) => {
  process.send?.({ port: await start(options) });
});
