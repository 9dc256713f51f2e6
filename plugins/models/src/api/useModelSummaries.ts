import { useApi } from '@backstage/core-plugin-api';
import {
  MAX_SUMMARIES,
  ModelSummary,
} from '@modelry/backstage-plugin-models-common';
import { useQueries, UseQueryResult } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { Loadable } from './Loadable';
import { modelsApiRef } from './ModelsApi';
import { summariesKey } from './queryKeys';
import { useModelChanges, usePollingInterval } from './useModelChanges';

/**
 * Loads one line about each of the named models, and keeps them current.
 *
 * @remarks
 *
 * Models that do not exist or may not be seen are left out of the answer. While
 * some lines are still awaited, those that are known are there already.
 *
 * @public
 */
export function useModelSummaries(
  modelRefs: readonly string[],
): Loadable<ModelSummary[]> {
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const answer = useQueries(
    {
      queries: toBatches(modelRefs).map(batch => ({
        queryKey: summariesKey(batch),
        queryFn: () => client.getSummaries({ modelRefs: batch }),
        refetchInterval,
        refetchOnWindowFocus: 'always' as const,
      })),
      combine,
    },
    cache,
  );
  const loadable = useKnownLines(answer, modelRefs);
  useModelChanges(loadable.data ?? []);
  return loadable;
}

function toBatches(modelRefs: readonly string[]): string[][] {
  const refs = [...new Set(modelRefs)];
  return Array.from(
    { length: Math.ceil(refs.length / MAX_SUMMARIES) },
    (_, i) => refs.slice(i * MAX_SUMMARIES, (i + 1) * MAX_SUMMARIES),
  );
}

function combine(
  batches: Array<UseQueryResult<{ items: ModelSummary[] }>>,
): Loadable<ModelSummary[]> {
  const answered = batches.flatMap(batch => batch.data ?? []);
  return {
    data:
      batches.length === 0 || answered.length > 0
        ? answered.flatMap(({ items }) => items)
        : undefined,
    error: batches.find(batch => batch.error)?.error ?? undefined,
    isLoading: batches.some(batch => batch.isPending),
    retry: () => batches.forEach(batch => batch.refetch()),
  };
}

// One more model makes another batch of all: what is known of the others must not blink.
function useKnownLines(
  answer: Loadable<ModelSummary[]>,
  modelRefs: readonly string[],
): Loadable<ModelSummary[]> {
  const known = useRef<readonly ModelSummary[]>([]);
  useEffect(() => {
    if (answer.data && !answer.isLoading) {
      known.current = answer.data;
    }
  }, [answer]);
  const asked = JSON.stringify(modelRefs);
  return useMemo(() => {
    if (!answer.isLoading) {
      return answer;
    }
    const refs = new Set<string>(JSON.parse(asked));
    const lines = new Map(
      [...known.current, ...(answer.data ?? [])].map(line => [
        line.modelRef,
        line,
      ]),
    );
    const data = [...refs].flatMap(ref => lines.get(ref) ?? []);
    return data.length > 0 ? { ...answer, data } : answer;
  }, [answer, asked]);
}
