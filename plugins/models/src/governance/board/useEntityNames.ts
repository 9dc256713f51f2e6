import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { modelsApiRef } from '../../api';

/**
 * Finds out how entities are called, where names are needed as plain text.
 *
 * @returns what names one of them; by its ref as long as its name is not known.
 */
export function useEntityNames(
  entityRefs: readonly string[],
): (entityRef: string) => string {
  const { cache } = useApi(modelsApiRef);
  const presentation = useApiHolder().get(entityPresentationApiRef);
  const { data } = useQuery(
    {
      queryKey: ['models', 'names', entityRefs],
      queryFn: async () =>
        new Map(
          await Promise.all(
            entityRefs.map(async ref => {
              const known = await presentation?.forEntity(ref).promise;
              return [ref, known?.primaryTitle ?? ref] as const;
            }),
          ),
        ),
      placeholderData: keepPreviousData,
      staleTime: 300_000,
    },
    cache,
  );
  return ref => data?.get(ref) ?? ref;
}
