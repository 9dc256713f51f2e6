import { useApi } from '@backstage/core-plugin-api';
import {
  FleetFacets,
  FleetFilter,
  FleetPage,
} from '@modelry/backstage-plugin-models-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Loadable, modelsApiRef } from '../../api';
import { toLoadable } from '../../api/Loadable';
import { fleetKey } from '../../api/queryKeys';
import { useModelChanges, usePollingInterval } from '../../api/useModelChanges';
import { FleetAddress } from './fleetAddress';

/** Loads one page of the models of the fleet, and keeps it current. */
export function useFleetPage(
  address: FleetAddress,
): Loadable<FleetPage> & { isOfBefore: boolean } {
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const { filter, ...page } = address;
  const query = useQuery(
    {
      queryKey: fleetKey('models', filter, page),
      queryFn: () => client.listFleet({ ...filter, ...page }),
      // Other filters may take their time: what was there stays until then.
      placeholderData: keepPreviousData,
      refetchInterval,
      refetchOnWindowFocus: 'always',
    },
    cache,
  );
  useModelChanges(query.data?.items ?? []);
  return { ...toLoadable(query), isOfBefore: query.isPlaceholderData };
}

/** Loads what the fleet can be filtered by, with counts. */
export function useFleetFacets(filter: FleetFilter): Loadable<FleetFacets> {
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const query = useQuery(
    {
      queryKey: fleetKey('facets', filter),
      queryFn: () => client.getFleetFacets(filter),
      placeholderData: keepPreviousData,
      refetchInterval,
      refetchOnWindowFocus: 'always',
    },
    cache,
  );
  return toLoadable(query);
}
