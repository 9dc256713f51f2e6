import { useApi } from '@backstage/core-plugin-api';
import { Dependant } from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { modelsApiRef } from '../../api';
import { Loadable, toLoadable } from '../../api/Loadable';
import { modelKey } from '../../api/queryKeys';

/** Loads what depends on a model, as far as the person may see it. */
export function useDependants(modelRef: string): Loadable<Dependant[]> {
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'dependants'),
      queryFn: async () => (await client.listDependants(modelRef)).items,
    },
    cache,
  );
  return toLoadable(query);
}
