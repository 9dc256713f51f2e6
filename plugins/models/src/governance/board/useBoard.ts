import { useApi } from '@backstage/core-plugin-api';
import { BoardFacets } from '@modelry/backstage-plugin-models-common';
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { ModelsScreenClient, modelsApiRef, RecordPages } from '../../api';
import { Loadable, toLoadable } from '../../api/Loadable';
import { loadAll } from '../../api/loadAll';
import { boardKey } from '../../api/queryKeys';
import { usePollingInterval } from '../../api/useModelChanges';
import { RecordPage } from '../../api/useRecordPages';

const PAGE_SIZE = 50;
const MOST_EXPORTED = 100_000;

/** A list of the board: what is loaded so far, and a way to load it to its end. */
export interface BoardList<T> extends RecordPages<T> {
  loadAll: () => Promise<{ items: T[]; isCut: boolean }>;
}

/**
 * Loads one list of the board page by page, and keeps it current.
 *
 * @param options - `list` and `filters` identify the list; `load` loads one page.
 */
export function useBoardList<T>(options: {
  list: string;
  filters: object;
  load: (
    client: ModelsScreenClient,
    page: { cursor?: string; limit: number },
  ) => Promise<RecordPage<T>>;
}): BoardList<T> {
  const { list, filters, load } = options;
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const query = useInfiniteQuery(
    {
      queryKey: boardKey(list, filters),
      queryFn: ({ pageParam }) =>
        load(client, { cursor: pageParam || undefined, limit: PAGE_SIZE }),
      initialPageParam: '',
      getNextPageParam: (page: RecordPage<T>) => page.pageInfo.nextCursor,
      select: ({ pages }) => pages.flatMap(page => page.items),
      // Another filter may take its time: what was there stays until then.
      placeholderData: keepPreviousData,
      refetchInterval,
      refetchOnWindowFocus: 'always',
    },
    cache,
  );
  return {
    ...toLoadable(query),
    ...(query.hasNextPage && { loadMore: () => query.fetchNextPage() }),
    isLoadingMore: query.isFetchingNextPage,
    loadAll: () =>
      loadAll(
        (cursor, limit) => load(client, { cursor, limit }),
        MOST_EXPORTED,
      ),
  };
}

/** Loads how much there is on each view of the board. */
export function useBoardFacets(): Loadable<BoardFacets> {
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const query = useQuery(
    {
      queryKey: boardKey('facets'),
      queryFn: () => client.getBoardFacets(),
      refetchInterval,
      refetchOnWindowFocus: 'always',
    },
    cache,
  );
  return toLoadable(query);
}
