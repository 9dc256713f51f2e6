import {
  endpoints,
  modelsReviewOpenPermission,
  modelsStageMovePermission,
} from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { ModelAccess } from '../kind/ModelAccess';
import { StageService } from './StageService';
import { VersionService } from './VersionService';
import { listVersions } from './versions';

export function addLifecycleRoutes(options: {
  routes: ModelRoutes;
  service: VersionService;
  stages: StageService;
  access: ModelAccess;
  database: ModelsDatabase;
}): void {
  const { routes, service, stages, access, database } = options;
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
  routes.serve(endpoints.listVersions, ({ model, query }) =>
    listVersions(database.knex, { modelRef: model.modelRef, ...query }),
  );
}
