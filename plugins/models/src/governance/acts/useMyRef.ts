import {
  identityApiRef,
  useApi,
  useApiHolder,
} from '@backstage/core-plugin-api';
import { useQuery } from '@tanstack/react-query';
import { modelsApiRef } from '../../api';

/** Entity ref of the person who looks; nothing as long as it is not known. */
export function useMyRef(): string | undefined {
  const { cache } = useApi(modelsApiRef);
  const identity = useApiHolder().get(identityApiRef);
  const { data } = useQuery(
    {
      queryKey: ['models', 'me'],
      queryFn: async () =>
        (await identity?.getBackstageIdentity())?.userEntityRef ?? '',
      staleTime: Infinity,
    },
    cache,
  );
  return data || undefined;
}
