import { endpoints } from '@modelry/backstage-plugin-models-common';
import { ModelRoutes } from '../http/ModelRoutes';
import { CardService } from './CardService';

/** Serves model cards. */
export function addCardRoutes(options: {
  routes: ModelRoutes;
  service: CardService;
}): void {
  const { routes, service } = options;
  routes.serve(endpoints.getCard, ({ model, query, credentials }) =>
    service.cardOf({ model, version: query.version, credentials }),
  );
}
