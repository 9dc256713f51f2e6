import { useApiHolder } from '@backstage/core-plugin-api';
import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { governanceRouteRef } from '../../routes';

/** Tells where the sign-offs of a model, and of one version of it, are shown. */
export function useGovernanceLink(): (
  modelRef: string,
  version?: string,
) => string {
  const entityLink = useEntityRefLink();
  // The old frontend system does not tell where tabs are: there it is where the README puts it.
  const routes = useApiHolder().get(routeResolutionApiRef);
  return (modelRef, version) => {
    const page = entityLink(modelRef);
    const tab = routes?.resolve(governanceRouteRef, { sourcePath: page })?.();
    const search = version ? `?${new URLSearchParams({ version })}` : '';
    return `${tab ?? `${page.replace(/\/$/, '')}/governance`}${search}`;
  };
}
