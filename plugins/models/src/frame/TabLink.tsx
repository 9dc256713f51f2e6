import { useApiHolder } from '@backstage/core-plugin-api';
import {
  RouteRef,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { useModelEntity } from '../kind/useModelEntity';
import {
  deploymentsRouteRef,
  governanceRouteRef,
  monitoringRouteRef,
  timelineRouteRef,
  versionsRouteRef,
} from '../routes';

/** Where the README puts the tabs on the old frontend system, which does not tell. */
const LEGACY_PATHS: ReadonlyMap<RouteRef, string> = new Map([
  [versionsRouteRef, 'versions'],
  [timelineRouteRef, 'timeline'],
  [deploymentsRouteRef, 'deployments'],
  [monitoringRouteRef, 'monitoring'],
  [governanceRouteRef, 'governance'],
]);

/**
 * Leads to another tab of the page of the model, if that tab is installed.
 *
 * @param props - `query` is what follows the question mark.
 */
export function TabLink(props: {
  to: RouteRef;
  query?: Record<string, string>;
  children: ReactNode;
}) {
  const { to, query, children } = props;
  const link = useTab(to);
  if (!link) {
    return null;
  }
  const search = query ? `?${new URLSearchParams(query)}` : '';
  return (
    <Link href={`${link}${search}`} variant="body-small">
      {children}
    </Link>
  );
}

function useTab(to: RouteRef): string | undefined {
  const { modelRef } = useModelEntity();
  const { pathname } = useLocation();
  const entityLink = useEntityRefLink();
  const routes = useApiHolder().get(routeResolutionApiRef);
  if (routes) {
    return routes.resolve(to, { sourcePath: pathname })?.();
  }
  const path = LEGACY_PATHS.get(to);
  return path && `${entityLink(modelRef).replace(/\/$/, '')}/${path}`;
}
