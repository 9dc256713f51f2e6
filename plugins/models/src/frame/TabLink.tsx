import { useApiHolder } from '@backstage/core-plugin-api';
import {
  RouteRef,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * Leads to another tab of the page, if that tab is installed.
 *
 * @param props - `query` is what follows the question mark.
 */
export function TabLink(props: {
  to: RouteRef;
  query?: Record<string, string>;
  children: ReactNode;
}) {
  const { to, query, children } = props;
  const { pathname } = useLocation();
  // The old frontend system does not tell where tabs are.
  const routes = useApiHolder().get(routeResolutionApiRef);
  const link = routes?.resolve(to, { sourcePath: pathname });
  if (!link) {
    return null;
  }
  const search = query ? `?${new URLSearchParams(query)}` : '';
  return (
    <Link href={`${link()}${search}`} variant="body-small">
      {children}
    </Link>
  );
}
