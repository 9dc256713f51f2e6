import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { apiExtensions } from './api/extensions';
import { cardExtensions } from './card/extensions';
import { deploymentsExtensions } from './deployments/extensions';
import { fleetExtensions, ModelIcon } from './fleet';
import { governanceExtensions } from './governance/extensions';
import { lifecycleExtensions } from './lifecycle/extensions';
import { monitoringExtensions } from './monitoring/extensions';
import { ownershipExtensions } from './ownership/extensions';
import { sourcesExtensions } from './sources/extensions';
import {
  boardRouteRef,
  fleetMonitoringRouteRef,
  recordRouteRef,
  rootRouteRef,
  sourcesRouteRef,
} from './routes';

/**
 * Machine-learning models in the portal, for the new frontend system.
 *
 * @public
 */
export const modelsPlugin = createFrontendPlugin({
  pluginId: 'models',
  title: 'Models',
  icon: <ModelIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    governance: boardRouteRef,
    monitoring: fleetMonitoringRouteRef,
    signOffRecord: recordRouteRef,
    sources: sourcesRouteRef,
  },
  extensions: [
    ...apiExtensions,
    ...lifecycleExtensions,
    ...deploymentsExtensions,
    ...monitoringExtensions,
    ...governanceExtensions,
    ...ownershipExtensions,
    ...cardExtensions,
    ...fleetExtensions,
    ...sourcesExtensions,
  ],
});
