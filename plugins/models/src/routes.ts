import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** Route of the page that lists all models. */
export const rootRouteRef = createRouteRef();

/** Route of the governance board. */
export const boardRouteRef = createRouteRef();

/** Route of the sign-off record of a model, below the board. */
export const recordRouteRef = createSubRouteRef({
  parent: boardRouteRef,
  path: '/record/:namespace/:name',
});

/** Route of the page about the monitoring of all models. */
export const fleetMonitoringRouteRef = createRouteRef();

/** Route of the page about the sources of models and facts. */
export const sourcesRouteRef = createRouteRef();

/** Route of the versions tab of a model. */
export const versionsRouteRef = createRouteRef();

/** Route of the timeline tab of a model. */
export const timelineRouteRef = createRouteRef();

/** Route of the deployments tab of a model. */
export const deploymentsRouteRef = createRouteRef();

/** Route of the monitoring tab of a model. */
export const monitoringRouteRef = createRouteRef();

/** Route of the governance tab of a model. */
export const governanceRouteRef = createRouteRef();
