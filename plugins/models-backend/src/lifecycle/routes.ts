import {
  ModelsConfig,
  endpoints,
  modelsReviewOpenPermission,
} from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { RouterContext, mountEndpoint } from '../http/mountEndpoint';
import { ModelAccess } from '../kind/ModelAccess';
import { StageService } from './StageService';
import { VersionService } from './VersionService';
import { listVersions } from './versions';

export function addLifecycleRoutes(options: {
  router: Router;
  context: RouterContext;
  config: ModelsConfig;
  routes: ModelRoutes;
  service: VersionService;
  stages: StageService;
  access: ModelAccess;
  database: ModelsDatabase;
}): void {
  const { routes, service, stages, access, database } = options;
  mountEndpoint(
    options.router,
    options.context,
    endpoints.getLifecycle,
    async () => options.config.lifecycle,
  );
  routes.serve(
    endpoints.reportVersion,
    async ({ model, body, actor, credentials, idempotencyKey }) =>
      service.report({
        ...{ model, report: body, actor, idempotencyKey },
        mayOpenReviews:
          body.requestReview !== undefined &&
          (await access.may({
            modelRef: model.modelRef,
            permission: modelsReviewOpenPermission.name,
            credentials,
          })),
      }),
  );
  routes.serve(endpoints.moveStage, ({ model, body, actor, idempotencyKey }) =>
    stages.move({ model, request: body, actor, idempotencyKey }),
  );
  routes.serve(endpoints.listVersions, ({ model, query }) =>
    listVersions(database.knex, { modelRef: model.modelRef, ...query }),
  );
}
