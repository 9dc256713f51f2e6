import { endpoints } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { RouterContext, mountEndpoint } from '../http/mountEndpoint';
import { ModelAccess } from '../kind/ModelAccess';
import { DeploymentService } from './DeploymentService';
import { deploymentsServedBy, listDeploymentChanges } from './deployments';

export function addDeploymentsRoutes(options: {
  router: Router;
  context: RouterContext;
  access: ModelAccess;
  routes: ModelRoutes;
  service: DeploymentService;
  database: ModelsDatabase;
}): void {
  const { router, context, access, routes, service, database } = options;
  routes.serve(
    endpoints.reportDeployment,
    ({ model, body, actor, idempotencyKey }) =>
      service.report({ model, report: body, actor, idempotencyKey }),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listServed,
    async ({ body, credentials }) => {
      const byModel = await deploymentsServedBy(
        database.knex,
        body.servedBy,
        body.modelRefs,
      );
      const models = await access.readMany({
        modelRefs: [...byModel.keys()],
        credentials,
      });
      return {
        items: models.flatMap(({ modelRef, entity }) =>
          (byModel.get(modelRef) ?? []).map(deployment => ({
            ...deployment,
            modelRef,
            title: entity.metadata.title,
          })),
        ),
      };
    },
  );
  routes.serve(endpoints.listDeploymentChanges, ({ model, query }) =>
    listDeploymentChanges(database.knex, {
      modelRef: model.modelRef,
      ...query,
    }),
  );
}
