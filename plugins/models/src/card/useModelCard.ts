import { useApi } from '@backstage/core-plugin-api';
import { CardAnswer } from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { Loadable, modelsApiRef } from '../api';
import { toLoadable } from '../api/Loadable';
import { modelKey } from '../api/queryKeys';

// The server asks the card's source as seldom.
const STALE_MS = 5 * 60_000;

/** Loads the card of a model. */
export function useModelCard(modelRef: string): Loadable<CardAnswer> {
  const { client, cache } = useApi(modelsApiRef);
  return toLoadable<CardAnswer>(
    useQuery<CardAnswer>(
      {
        queryKey: modelKey(modelRef, 'card'),
        queryFn: () => client.getCard(modelRef),
        staleTime: STALE_MS,
      },
      cache,
    ),
  );
}
