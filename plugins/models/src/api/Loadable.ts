import { UseQueryResult } from '@tanstack/react-query';

/**
 * Something that is asked for: not there yet, there, or not to be had.
 *
 * @public
 */
export interface Loadable<T> {
  /** The newest answer; stays when a later request fails. */
  data: T | undefined;
  /** Why the last request failed, if it did. */
  error: Error | undefined;
  /** Whether the first answer is still awaited. */
  isLoading: boolean;
  /** Asks again. */
  retry: () => void;
}

export function toLoadable<T>(
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'refetch'>,
): Loadable<T> {
  return {
    data: query.data,
    error: query.error ?? undefined,
    isLoading: query.isPending,
    retry: () => {
      query.refetch();
    },
  };
}
