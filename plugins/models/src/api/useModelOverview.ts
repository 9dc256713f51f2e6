import { useApi } from '@backstage/core-plugin-api';
import { ModelOverview } from '@modelry/backstage-plugin-models-common';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Loadable, toLoadable } from './Loadable';
import { modelsApiRef } from './ModelsApi';
import { modelKey } from './queryKeys';
import { useModelChanges, usePollingInterval } from './useModelChanges';

/**
 * Loads what the page of a model shows, and keeps it current.
 *
 * @remarks
 *
 * All who ask for the same model and version at the same time share one request.
 *
 * @param version - whose sign-offs to show; the server chooses when left out.
 * @public
 */
export function useModelOverview(
  modelRef: string,
  version?: string,
): Loadable<ModelOverview> {
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'overview', version),
      queryFn: () => client.getOverview(modelRef, { version }),
      // Another version of the same model may take its time; another model is another page.
      placeholderData: (previous, previousQuery) =>
        previousQuery?.queryKey[2] === modelRef
          ? keepPreviousData(previous)
          : undefined,
      refetchInterval,
      refetchOnWindowFocus: 'always',
    },
    cache,
  );
  useModelChanges(query.data ? [query.data] : []);
  return toLoadable(query);
}
