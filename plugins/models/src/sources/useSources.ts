import { useApi } from '@backstage/core-plugin-api';
import { toastApiRef, useApiHolder } from '@backstage/frontend-plugin-api';
import { ModelSource } from '@modelry/backstage-plugin-models-common';
import { useMutation, useQuery } from '@tanstack/react-query';
import { modelsApiRef } from '../api';
import { Loadable, toLoadable } from '../api/Loadable';
import { sourcesKey } from '../api/queryKeys';

const LOOK_EVERY_MS = 10_000;
/** After somebody started one, its row should follow. */
const LOOK_SOON_MS = 2_000;
const TOAST_MS = 5_000;

/** The sources of models and facts, kept current. */
export function useSources(): Loadable<ModelSource[]> {
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery<ModelSource[]>(
    {
      queryKey: sourcesKey(),
      queryFn: async () => (await client.listSources()).items,
      refetchOnWindowFocus: 'always',
      refetchInterval: ({ state }) =>
        state.data?.some(({ status }) => status === 'running')
          ? LOOK_SOON_MS
          : LOOK_EVERY_MS,
    },
    cache,
  );
  return toLoadable(query);
}

/** Asks a source to run now; one that runs already goes on. */
export function useRunSource({ id, title }: ModelSource) {
  const { client, cache } = useApi(modelsApiRef);
  const toast = useApiHolder().get(toastApiRef);
  return useMutation(
    {
      mutationFn: () => client.runSource(id),
      onSuccess: async ({ requested }) => {
        toast?.post({
          ...(requested
            ? { title: `${title} starts within seconds`, status: 'success' }
            : { title: `${title} is running already`, status: 'info' }),
          timeout: TOAST_MS,
        });
        await cache.invalidateQueries({ queryKey: sourcesKey() });
      },
    },
    cache,
  );
}
