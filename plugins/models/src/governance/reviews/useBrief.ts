import { useApi } from '@backstage/core-plugin-api';
import { ReviewBrief } from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { modelsApiRef } from '../../api';
import { Loadable, toLoadable } from '../../api/Loadable';
import { modelKey } from '../../api/queryKeys';

/** Loads what a reviewer should know. */
export function useBrief(
  modelRef: string,
  reviewId: string,
): Loadable<ReviewBrief> {
  const { client, cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'review', reviewId),
      queryFn: () => client.getReview(modelRef, reviewId),
    },
    cache,
  );
  return toLoadable(query);
}
