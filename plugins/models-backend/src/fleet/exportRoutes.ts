import { endpoints } from '@modelry/backstage-plugin-models-common';
import { Router } from 'express';
import { ModelRoutes } from '../http/ModelRoutes';
import { RouterContext, mountStream } from '../http/mountEndpoint';
import { VisibleModel } from '../kind/toVisibleModel';
import { InventoryService } from './InventoryService';

/** Serves exports: of the models that the caller may see and asks for, and of one. */
export function addExportRoutes(options: {
  router: Router;
  context: RouterContext;
  routes: ModelRoutes;
  service: InventoryService;
}): void {
  const { router, context, routes, service } = options;
  mountStream(
    router,
    context,
    endpoints.exportInventory,
    async ({ query: filter, credentials }) => ({
      fileName: 'models.csv',
      lines: service.csv({ filter, credentials }),
    }),
  );
  mountStream(
    router,
    context,
    endpoints.exportBom,
    async ({ query: filter, credentials }) => ({
      fileName: 'models.cdx.json',
      lines: service.bom({ filter, credentials }),
    }),
  );
  routes.send(
    endpoints.exportModelBom,
    async ({ model, query, credentials }) => ({
      fileName: `${fileNameOf(model)}.cdx.json`,
      text: await service.modelBom({ ...query, model, credentials }),
    }),
  );
  routes.send(
    endpoints.exportModelCard,
    async ({ model, query, credentials }) => ({
      fileName: `${fileNameOf(model)}-card.md`,
      text: await service.modelCard({ ...query, model, credentials }),
    }),
  );
}

// The catalog lets names hold nothing that would end a header.
function fileNameOf({ entity }: VisibleModel): string {
  const { namespace = 'default', name } = entity.metadata;
  return `${namespace}-${name}`;
}
