import { endpoints } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelRoutes } from '../http/ModelRoutes';
import { RouterContext, mountEndpoint } from '../http/mountEndpoint';
import { ModelAccess } from '../kind/ModelAccess';
import { FleetListService } from './FleetListService';
import { FleetService } from './FleetService';

/** Serves what pages and lists ask about models. */
export function addFleetRoutes(options: {
  router: Router;
  context: RouterContext;
  routes: ModelRoutes;
  access: ModelAccess;
  service: FleetService;
  lists: FleetListService;
}): void {
  const { router, context, routes, access, service } = options;
  addListRoutes(options);
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

function addListRoutes(options: {
  router: Router;
  context: RouterContext;
  lists: FleetListService;
}): void {
  const { router, context, lists } = options;
  mountEndpoint(
    router,
    context,
    endpoints.listFleet,
    ({ query, credentials }) => lists.list(query, credentials),
  );
  mountEndpoint(
    router,
    context,
    endpoints.getFleetFacets,
    ({ query, credentials }) => lists.facets(query, credentials),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listFleetRefs,
    ({ query, credentials }) => lists.refs(query, credentials),
  );
  mountEndpoint(
    router,
    context,
    endpoints.getFleetTrend,
    ({ query, credentials }) => lists.trend(query, credentials),
  );
}
