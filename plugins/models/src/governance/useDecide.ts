import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { DecisionRequest } from '@modelry/backstage-plugin-models-common';
import { useMutation } from '@tanstack/react-query';
import { modelsApiRef } from '../api';

// The server refused because of what changed or was hidden: show how it is now.
const REFUSED = [403, 404, 409];

/** Sends a decision, and settles when the page shows what follows from it. */
export function useDecide(modelRef: string) {
  const api = useApi(modelsApiRef);
  return useMutation(
    {
      mutationFn: (request: DecisionRequest) =>
        api.client.decide(modelRef, request),
      onSuccess: () => api.refresh(modelRef),
      onError: (error: Error) =>
        ResponseError.is(error) && REFUSED.includes(error.statusCode)
          ? api.refresh(modelRef)
          : undefined,
    },
    api.cache,
  );
}
