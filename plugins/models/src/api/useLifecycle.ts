import { useApi } from '@backstage/core-plugin-api';
import {
  DEFAULT_LIFECYCLE,
  Lifecycle,
} from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { modelsApiRef } from './ModelsApi';

/**
 * The stages and moves that are configured.
 *
 * @remarks
 *
 * They are the same for all models and change only when the backend starts, so they are
 * asked for once. Until then the usual ones answer, and `isKnown` is false.
 *
 * @public
 */
export function useLifecycle(): { lifecycle: Lifecycle; isKnown: boolean } {
  const { client, cache } = useApi(modelsApiRef);
  const { data } = useQuery(
    {
      queryKey: ['models', 'lifecycle'],
      queryFn: () => client.getLifecycle(),
      staleTime: Infinity,
      gcTime: Infinity,
    },
    cache,
  );
  return { lifecycle: data ?? DEFAULT_LIFECYCLE, isKnown: data !== undefined };
}
