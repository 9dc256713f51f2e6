import { useApi } from '@backstage/core-plugin-api';
import {
  FleetFilter,
  FleetTrend,
} from '@modelry/backstage-plugin-models-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Loadable, modelsApiRef } from '../../api';
import { toLoadable } from '../../api/Loadable';
import { trendKey } from '../../api/queryKeys';

// It is recorded hourly: nothing that somebody does changes it at once.
const CURRENT_FOR_MS = 600_000;

/** Loads how the models that a filter lets through were on each of the last days. */
export function useFleetTrend(filter: FleetFilter): Loadable<FleetTrend> {
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: trendKey(filter),
      queryFn: () => client.getFleetTrend(filter),
      placeholderData: keepPreviousData,
      staleTime: CURRENT_FOR_MS,
    },
    cache,
  );
  return toLoadable(query);
}
