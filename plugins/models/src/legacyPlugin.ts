import {
  createApiFactory,
  createPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { ModelsClient } from '@modelry/backstage-plugin-models-common';
import { createModelsApi, modelsApiRef } from './api';
import {
  boardRouteRef,
  monitoringRouteRef,
  recordLinkRef,
  recordRouteRef,
  rootRouteRef,
  sourcesRouteRef,
} from './legacyRoutes';

/**
 * Machine-learning models in the portal, for the old frontend system.
 *
 * @public
 */
export const modelsPlugin = createPlugin({
  id: 'models',
  apis: [
    createApiFactory({
      api: modelsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: apis => createModelsApi({ client: new ModelsClient(apis) }),
    }),
  ],
  routes: {
    root: rootRouteRef,
    governance: boardRouteRef,
    monitoring: monitoringRouteRef,
    sources: sourcesRouteRef,
    record: recordRouteRef,
  },
  externalRoutes: { record: recordLinkRef },
});
