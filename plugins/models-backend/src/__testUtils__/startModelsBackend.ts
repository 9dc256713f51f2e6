import {
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  TestDatabases,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { modelsPlugin } from '../plugin';


/** SQLite, and the PostgreSQL that the test run provides. */
export function testDatabases() {
  const postgres = process.env.TEST_POSTGRES_ID;
  if (postgres !== 'POSTGRES_18') {
    throw new Error(
      `The tests need PostgreSQL 18 and found '${postgres}'; run them with npm test`,
    );
  }
  return TestDatabases.create({ ids: ['SQLITE_3', postgres] });
}

export async function startModelsBackend(options: {
  knex: Knex;
  entities: Entity[];
  config?: JsonObject;
}) {
  const events = { publish: jest.fn(), subscribe: jest.fn() };
  const signals = { publish: jest.fn() };
  const notifications = { send: jest.fn() };
  const permissions = mockServices.permissions.mock();
  const { server } = await startTestBackend({
    features: [
      modelsPlugin,
      mockServices.database.factory({ knex: options.knex }),
      mockServices.rootConfig.factory({ data: options.config ?? {} }),
      permissions.factory,
      catalogServiceMock.factory({ entities: options.entities }),
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => events,
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => signals,
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => notifications,
      }),
    ],
  });
  return { server, events, signals, notifications, permissions };
}
