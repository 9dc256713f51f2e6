import { endpoints } from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { DeploymentService } from './DeploymentService';
import { listDeploymentChanges } from './deployments';

export function addDeploymentsRoutes(options: {
  routes: ModelRoutes;
  service: DeploymentService;
  database: ModelsDatabase;
}): void {
  const { routes, service, database } = options;
  routes.serve(
    endpoints.reportDeployment,
    ({ model, body, actor, idempotencyKey }) =>
      service.report({ model, report: body, actor, idempotencyKey }),
  );
  routes.serve(endpoints.listDeploymentChanges, ({ model, query }) =>
    listDeploymentChanges(database.knex, {
      modelRef: model.modelRef,
      ...query,
    }),
  );
}
