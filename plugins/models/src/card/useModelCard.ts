import { useApi } from '@backstage/core-plugin-api';
import { CardAnswer } from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { Loadable, modelsApiRef } from '../api';
import { toLoadable } from '../api/Loadable';
import { modelKey } from '../api/queryKeys';

// The server asks the card's source as seldom.
const STALE_MS = 5 * 60_000;

/** Loads the card of a version, or of the one in question when none is named. */
export function useModelCard(
  modelRef: string,
  version: string | undefined,
): Loadable<CardAnswer> {
  const { client, cache } = useApi(modelsApiRef);
  return toLoadable<CardAnswer>(
    useQuery<CardAnswer>(
      {
        queryKey: modelKey(modelRef, 'card', version),
        queryFn: () => client.getCard(modelRef, { version }),
        staleTime: STALE_MS,
      },
      cache,
    ),
  );
}
