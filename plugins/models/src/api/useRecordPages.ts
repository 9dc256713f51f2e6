import { useApi } from '@backstage/core-plugin-api';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Loadable, toLoadable } from './Loadable';
import { ModelsScreenClient, modelsApiRef } from './ModelsApi';
import { modelKey } from './queryKeys';

/** One page of a list. */
export interface RecordPage<T> {
  items: T[];
  pageInfo: { nextCursor?: string };
}

/** A list that is loaded page by page. */
export interface RecordPages<T> extends Loadable<T[]> {
  /** Loads the next page; left out when there is none. */
  loadMore?: () => void;
  isLoadingMore: boolean;
}

/**
 * Loads a list of the model record page by page, and keeps the loaded pages current.
 *
 * @param options - `list` names what is listed; with the model it identifies the list.
 */
export function useRecordPages<T>(options: {
  modelRef: string;
  list: readonly string[];
  load: (
    client: ModelsScreenClient,
    cursor: string | undefined,
  ) => Promise<RecordPage<T>>;
}): RecordPages<T> {
  const { modelRef, list, load } = options;
  const { client, cache } = useApi(modelsApiRef);
  const query = useInfiniteQuery(
    {
      queryKey: modelKey(modelRef, ...list),
      queryFn: ({ pageParam }) => load(client, pageParam || undefined),
      initialPageParam: '',
      getNextPageParam: (page: RecordPage<T>) => page.pageInfo.nextCursor,
      select: ({ pages }) => pages.flatMap(page => page.items),
    },
    cache,
  );
  return {
    ...toLoadable(query),
    ...(query.hasNextPage && { loadMore: () => query.fetchNextPage() }),
    isLoadingMore: query.isFetchingNextPage,
  };
}
