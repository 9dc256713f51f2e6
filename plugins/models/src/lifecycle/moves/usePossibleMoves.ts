import { useApi } from '@backstage/core-plugin-api';
import { PossibleMoves } from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { modelsApiRef } from '../../api';
import { Loadable, toLoadable } from '../../api/Loadable';
import { modelKey } from '../../api/queryKeys';

/** One move that a version can make, or could if nothing were missing. */
export type PossibleMove = PossibleMoves['moves'][number];

/** Loads where a version may go from its stage, and keeps it current. */
export function usePossibleMoves(options: {
  modelRef: string;
  version: string;
}): Loadable<PossibleMoves> {
  const { modelRef, version } = options;
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'possible-moves', version),
      queryFn: () => client.listPossibleMoves(modelRef, { version }),
    },
    cache,
  );
  return toLoadable(query);
}
