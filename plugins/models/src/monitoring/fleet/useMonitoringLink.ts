import { useApiHolder } from '@backstage/core-plugin-api';
import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { monitoringRouteRef } from '../../routes';

/** Tells where the monitoring of a model is shown. */
export function useMonitoringLink(): (
  modelRef: string,
  query?: Record<string, string>,
) => string {
  const entityLink = useEntityRefLink();
  // The old frontend system does not tell where tabs are: there it is where the README puts it.
  const routes = useApiHolder().get(routeResolutionApiRef);
  return (modelRef, query = {}) => {
    const page = entityLink(modelRef);
    const tab = routes?.resolve(monitoringRouteRef, { sourcePath: page })?.();
    const search = new URLSearchParams(query).toString();
    return `${tab ?? `${page}/monitoring`}${search && `?${search}`}`;
  };
}
