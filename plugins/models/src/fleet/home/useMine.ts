import { useApi } from '@backstage/core-plugin-api';
import {
  FleetPage,
  FleetFacets,
  WaitingSignOff,
} from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { Loadable, ModelsScreenClient, modelsApiRef } from '../../api';
import { toLoadable } from '../../api/Loadable';
import { boardKey, fleetKey } from '../../api/queryKeys';
import { useModelChanges, usePollingInterval } from '../../api/useModelChanges';

/** So many are named on a home page; the others are behind its links. */
const SHOWN = 5;

/** The models that a person or a group of theirs owns. */
export interface MyModels {
  monitoring: FleetFacets['facets']['monitoring'];
  /** Those that want attention first, the worst first. */
  worst: FleetPage;
}

/** The sign-offs that wait for a person. */
export interface MySignOffs {
  total: number;
  /** Those that have waited longest. */
  longest: readonly WaitingSignOff[];
}

/** Loads how the models of the person do, and keeps it current. */
export function useMyModels(): Loadable<MyModels> {
  const mine = { mine: 'true' } as const;
  const loadable = useCurrent(fleetKey('mine'), async client => {
    const [{ facets }, worst] = await Promise.all([
      client.getFleetFacets(mine),
      client.listFleet({
        ...{ ...mine, sort: 'monitoring', order: 'desc', limit: SHOWN },
      }),
    ]);
    return { monitoring: facets.monitoring, worst };
  });
  useModelChanges(loadable.data?.worst.items ?? []);
  return loadable;
}

/** Loads the sign-offs that wait for the person, and keeps them current. */
export function useMySignOffs(): Loadable<MySignOffs> {
  return useCurrent(boardKey('my-sign-offs'), async client => {
    const [{ waiting }, { items }] = await Promise.all([
      client.getBoardFacets(),
      client.listWaiting({ limit: SHOWN }),
    ]);
    return { total: waiting, longest: items };
  });
}

function useCurrent<T>(
  queryKey: readonly unknown[],
  load: (client: ModelsScreenClient) => Promise<T>,
): Loadable<T> {
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const query = useQuery(
    {
      ...{ queryKey, refetchInterval, refetchOnWindowFocus: 'always' },
      queryFn: () => load(client),
    },
    cache,
  );
  return toLoadable(query);
}
