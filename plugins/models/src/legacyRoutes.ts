import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

export const rootRouteRef = createRouteRef({ id: 'models' });
export const boardRouteRef = createRouteRef({ id: 'models/governance' });
export const monitoringRouteRef = createRouteRef({ id: 'models/monitoring' });
export const sourcesRouteRef = createRouteRef({ id: 'models/sources' });

export const recordRouteRef = createSubRouteRef({
  id: 'models/governance/record',
  parent: boardRouteRef,
  path: '/record/:namespace/:name',
});

/** Leads to a sign-off record where the board is mounted, and nowhere where it is not. */
export const recordLinkRef = createExternalRouteRef({
  id: 'models/record',
  params: ['namespace', 'name'],
  optional: true,
  defaultTarget: 'models.record',
});
