import { endpoints } from '@modelry/backstage-plugin-models-common';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelRoutes } from '../http/ModelRoutes';
import { VersionService } from './VersionService';
import { listVersions } from './versions';

export function addLifecycleRoutes(options: {
  routes: ModelRoutes;
  service: VersionService;
  database: ModelsDatabase;
}): void {
  const { routes, service, database } = options;
  routes.serve(
    endpoints.reportVersion,
    ({ model, body, actor, idempotencyKey }) =>
      service.report({ model, report: body, actor, idempotencyKey }),
  );
  routes.serve(endpoints.listVersions, ({ model, query }) =>
    listVersions(database.knex, { modelRef: model.modelRef, ...query }),
  );
}
