import {
  createApiFactory,
  createPlugin,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { ModelsClient } from '@modelry/backstage-plugin-models-common';
import { createModelsApi, modelsApiRef } from './api';

export const rootRouteRef = createRouteRef({ id: 'models' });
export const boardRouteRef = createRouteRef({ id: 'models/governance' });
export const monitoringRouteRef = createRouteRef({ id: 'models/monitoring' });
export const sourcesRouteRef = createRouteRef({ id: 'models/sources' });

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
  },
});
