import { useApi } from '@backstage/core-plugin-api';
import {
  Orphan,
  OrphanCounts,
  OrphanProblem,
} from '@modelry/backstage-plugin-models-common';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Loadable, RecordPages, modelsApiRef } from '../../api';
import { toLoadable } from '../../api/Loadable';

const PAGE = 100;
const FRESH_MS = 60_000;

/** Models that nobody answers for, page by page, and how many there are in all. */
export function useOrphans(
  problem: OrphanProblem | undefined,
): RecordPages<Orphan> & { counts: OrphanCounts | undefined } {
  const { client, cache } = useApi(modelsApiRef);
  const query = useInfiniteQuery(
    {
      queryKey: ['models', 'orphans', 'list', problem],
      queryFn: ({ pageParam }) =>
        client.listOrphans({
          limit: PAGE,
          problem,
          ...(pageParam && { cursor: pageParam }),
        }),
      initialPageParam: '',
      getNextPageParam: page => page.pageInfo.nextCursor,
    },
    cache,
  );
  const { data, error, isPending, refetch } = query;
  return {
    data: data?.pages.flatMap(page => page.items),
    error: error ?? undefined,
    isLoading: isPending,
    retry: () => {
      refetch();
    },
    counts: data?.pages[0]?.counts,
    ...(query.hasNextPage && { loadMore: () => query.fetchNextPage() }),
    isLoadingMore: query.isFetchingNextPage,
  };
}

/** How many models nobody answers for. */
export function useOrphanCounts(): Loadable<OrphanCounts> {
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: ['models', 'orphans', 'counts'],
      queryFn: async () => (await client.listOrphans({ limit: 1 })).counts,
      staleTime: FRESH_MS,
    },
    cache,
  );
  return toLoadable(query);
}
