import { useApiHolder } from '@backstage/core-plugin-api';
import {
  RouteRef,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { boardRouteRef, rootRouteRef } from '../../routes';

/** Where the README puts the pages on the old frontend system, which does not tell. */
const PAGES = {
  models: { route: rootRouteRef, legacy: '/models' },
  governance: { route: boardRouteRef, legacy: '/models/governance' },
} as const satisfies Record<string, { route: RouteRef; legacy: string }>;

/** Tells where one of our pages is; nothing when it is not installed. */
export function usePagePath(page: keyof typeof PAGES): string | undefined {
  const routes = useApiHolder().get(routeResolutionApiRef);
  const { route, legacy } = PAGES[page];
  return routes ? routes.resolve(route)?.() : legacy;
}
