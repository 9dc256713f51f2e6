import { useApi } from '@backstage/core-plugin-api';
import {
  MAX_SUMMARIES,
  ModelSummary,
} from '@modelry/backstage-plugin-models-common';
import { keepPreviousData, useQueries, UseQueryResult } from '@tanstack/react-query';
import { Loadable } from './Loadable';
import { modelsApiRef } from './ModelsApi';
import { summariesKey } from './queryKeys';
import { useModelChanges, usePollingInterval } from './useModelChanges';

/**
 * Loads one line about each of the named models, and keeps them current.
 *
 * @remarks
 *
 * Models that do not exist or may not be seen are left out of the answer. While the
 * lines of other models are loading, those that were there stay.
 *
 * @public
 */
export function useModelSummaries(
  modelRefs: readonly string[],
): Loadable<ModelSummary[]> {
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const loadable = useQueries(
    {
      queries: toBatches(modelRefs).map(batch => ({
        queryKey: summariesKey(batch),
        queryFn: () => client.getSummaries({ modelRefs: batch }),
        placeholderData: keepPreviousData,
        refetchInterval,
        refetchOnWindowFocus: 'always' as const,
      })),
      combine,
    },
    cache,
  );
  useModelChanges(loadable.data ?? []);
  return loadable;
}

function toBatches(modelRefs: readonly string[]): string[][] {
  const refs = [...new Set(modelRefs)];
  return Array.from({ length: Math.ceil(refs.length / MAX_SUMMARIES) }, (_, i) =>
    refs.slice(i * MAX_SUMMARIES, (i + 1) * MAX_SUMMARIES),
  );
}

function combine(
  batches: Array<UseQueryResult<{ items: ModelSummary[] }>>,
): Loadable<ModelSummary[]> {
  const answered = batches.flatMap(batch => batch.data ?? []);
  const complete = answered.length === batches.length;
  return {
    data: complete ? answered.flatMap(({ items }) => items) : undefined,
    error: batches.find(batch => batch.error)?.error ?? undefined,
    isLoading: batches.some(batch => batch.isPending),
    retry: () => batches.forEach(batch => batch.refetch()),
  };
}
