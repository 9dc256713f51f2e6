import { endpoints } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { RouterContext, mountEndpoint } from '../../http/mountEndpoint';
import { BoardService } from './BoardService';

/** Serves the lists of the governance board. */
export function addBoardRoutes(options: {
  router: Router;
  context: RouterContext;
  service: BoardService;
}): void {
  const { router, context, service } = options;
  mountEndpoint(router, context, endpoints.getBoardFacets, ({ credentials }) =>
    service.facets(credentials),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listBoard,
    ({ query, credentials }) => service.listBoard(query, credentials),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listWaiting,
    ({ query, credentials }) => service.listWaiting(query, credentials),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listExpiring,
    ({ query, credentials }) => service.listExpiring(query, credentials),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listBoardWaivers,
    ({ query, credentials }) => service.listWaivers(query, credentials),
  );
  mountEndpoint(
    router,
    context,
    endpoints.listUnsanctioned,
    ({ query, credentials }) => service.listUnsanctioned(query, credentials),
  );
}
