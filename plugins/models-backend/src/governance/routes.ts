import { endpoints } from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { GovernanceService } from './GovernanceService';
import { listDecisions } from './decisions';

export function addGovernanceRoutes(options: {
  routes: ModelRoutes;
  service: GovernanceService;
  database: ModelsDatabase;
}): void {
  const { routes, service, database } = options;
  routes.serve(
    endpoints.decide,
    ({ model, body, credentials, idempotencyKey }) =>
      service.decide({ model, request: body, credentials, idempotencyKey }),
  );
  routes.serve(endpoints.listDecisions, ({ model, query }) =>
    listDecisions(database.knex, { modelRef: model.modelRef, ...query }),
  );
}
