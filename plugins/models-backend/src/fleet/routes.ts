import { endpoints } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelRoutes } from '../http/ModelRoutes';
import { RouterContext, mountEndpoint } from '../http/mountEndpoint';
import { ModelAccess } from '../kind/ModelAccess';
import { FleetService } from './FleetService';

export function addFleetRoutes(options: {
  router: Router;
  context: RouterContext;
  routes: ModelRoutes;
  access: ModelAccess;
  service: FleetService;
}): void {
  const { router, context, routes, access, service } = options;
  mountEndpoint(
    router,
    context,
    endpoints.getSummaries,
    async ({ body, credentials }) => ({
      items: await service.summaries(
        await access.readMany({ modelRefs: body.modelRefs, credentials }),
      ),
    }),
  );
  routes.serve(endpoints.getOverview, ({ model, query, credentials }) =>
    service.overview({ model, version: query.version, credentials }),
  );
}
