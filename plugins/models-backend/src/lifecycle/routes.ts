import {
  ModelsConfig,
  endpoints,
  modelsReviewOpenPermission,
  modelsStageMovePermission,
} from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { RouterContext, mountEndpoint } from '../http/mountEndpoint';
import { ModelAccess } from '../kind/ModelAccess';
import { DependantCatalog } from './DependantCatalog';
import { EndOfLifeService } from './EndOfLifeService';
import { StageService } from './StageService';
import { VersionService } from './VersionService';
import { listStageMoves } from './stageMoves';
import { listTimeline } from './timeline';
import { listVersions } from './versions';

interface LifecycleRoutes {
  router: Router;
  context: RouterContext;
  config: ModelsConfig;
  routes: ModelRoutes;
  service: VersionService;
  stages: StageService;
  ends: EndOfLifeService;
  dependants: DependantCatalog;
  access: ModelAccess;
  database: ModelsDatabase;
}

/** Serves what is done about, and asked of, the life of models. */
export function addLifecycleRoutes(options: LifecycleRoutes): void {
  const { routes, service, stages, access, database } = options;
  mountEndpoint(
    options.router,
    options.context,
    endpoints.getLifecycle,
    async () => options.config.lifecycle,
  );
  routes.serve(
    endpoints.reportVersion,
    async ({ model, body, actor, credentials, idempotencyKey }) => {
      const may = ({ name }: { name: string }) =>
        access.may({
          ...{ modelRef: model.modelRef, credentials },
          permission: name,
        });
      return service.report({
        ...{ model, report: body, actor, idempotencyKey },
        mayOpenReviews:
          body.requestReview !== undefined &&
          (await may(modelsReviewOpenPermission)),
        mayMoveStages:
          body.stage !== undefined && (await may(modelsStageMovePermission)),
      });
    },
  );
  routes.serve(endpoints.moveStage, ({ model, body, actor, idempotencyKey }) =>
    stages.move({ model, request: body, actor, idempotencyKey }),
  );
  routes.serve(endpoints.listPossibleMoves, ({ model, query, credentials }) =>
    stages.possibleMoves({ model, version: query.version, credentials }),
  );
  routes.serve(endpoints.listStageMoves, ({ model, query }) =>
    listStageMoves(database.knex, { modelRef: model.modelRef, ...query }),
  );
  routes.serve(endpoints.listVersions, ({ model, query }) =>
    listVersions(database.knex, { modelRef: model.modelRef, ...query }),
  );
  addEndOfLifeRoutes(options);
  routes.serve(endpoints.getTimeline, ({ model, query }) =>
    listTimeline(database.knex, { modelRef: model.modelRef, ...query }),
  );
}

function addEndOfLifeRoutes({ routes, ends, dependants }: LifecycleRoutes) {
  routes.serve(endpoints.listDependants, async ({ model, credentials }) => ({
    items: await dependants.visible(model, credentials),
  }));
  routes.serve(
    endpoints.setEndOfLife,
    ({ model, body, actor, idempotencyKey }) =>
      ends.set({ model, request: body, actor, idempotencyKey }),
  );
  routes.serve(
    endpoints.clearEndOfLife,
    ({ model, body, actor, idempotencyKey }) =>
      ends.clear({ model, reason: body.reason, actor, idempotencyKey }),
  );
}
