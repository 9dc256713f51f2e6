import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ModelsScreenClient, modelsApiRef, RecordPages } from '../../api';
import { toLoadable } from '../../api/Loadable';
import { fleetKey } from '../../api/queryKeys';
import { usePollingInterval } from '../../api/useModelChanges';
import { RecordPage } from '../../api/useRecordPages';

const PAGE_SIZE = 50;

/** Loads a list about all models page by page, and keeps it current. */
export function useFleetList<T>(
  list: string,
  load: (
    client: ModelsScreenClient,
    page: { cursor?: string; limit: number },
  ) => Promise<RecordPage<T>>,
): RecordPages<T> {
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const query = useInfiniteQuery(
    {
      queryKey: fleetKey(list),
      queryFn: ({ pageParam }) =>
        load(client, { cursor: pageParam || undefined, limit: PAGE_SIZE }),
      initialPageParam: '',
      getNextPageParam: (page: RecordPage<T>) => page.pageInfo.nextCursor,
      select: ({ pages }) => pages.flatMap(page => page.items),
      refetchInterval,
      refetchOnWindowFocus: 'always',
    },
    cache,
  );
  return {
    ...toLoadable(query),
    ...(query.hasNextPage && { loadMore: () => query.fetchNextPage() }),
    isLoadingMore: query.isFetchingNextPage,
  };
}
