import {
  endpoints,
  modelsLedgerExportPermission,
} from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import {
  RouterContext,
  mountEndpoint,
  mountStream,
} from '../http/mountEndpoint';
import { ModelAccess } from '../kind/ModelAccess';
import { listCheckpoints } from './checkpoints';
import { LedgerService } from './LedgerService';

const permission = modelsLedgerExportPermission.name;

/** Serves ledgers: of one model, and of all with their checkpoints. */
export function addLedgerRoutes(options: {
  router: Router;
  context: RouterContext;
  routes: ModelRoutes;
  access: ModelAccess;
  database: ModelsDatabase;
  service: LedgerService;
}): void {
  const { router, context, routes, access, database, service } = options;
  routes.serveLedger(endpoints.getLedger, ({ query, modelRef, inCatalog }) =>
    service.list({ ...query, modelRef, inCatalog }),
  );
  routes.streamLedger(
    endpoints.exportLedger,
    async ({ params, modelRef, inCatalog }) => ({
      fileName: `ledger-${params.namespace}-${params.name}.jsonl`,
      lines: await service.exportOne({ modelRef, inCatalog }),
    }),
  );
  mountStream(
    router,
    context,
    endpoints.exportLedgers,
    async ({ credentials }) => {
      await access.assertMay({ permission, credentials });
      return { fileName: 'ledgers.jsonl', lines: service.exportAll() };
    },
  );
  mountEndpoint(
    router,
    context,
    endpoints.listCheckpoints,
    async ({ query, credentials }) => {
      await access.assertMay({ permission, credentials });
      return listCheckpoints(database.knex, query);
    },
  );
}
