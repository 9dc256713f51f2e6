import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { toastApiRef, useApiHolder } from '@backstage/frontend-plugin-api';
import {
  DecisionRequest,
  RequirementState,
} from '@modelry/backstage-plugin-models-common';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { modelsApiRef } from '../api';
import { CompleteDecision } from './DecideForm';
import { VERDICTS } from './verdicts';

const TOAST_MS = 5_000;
const CONFLICT = 409;
// The server refused because of what changed or was hidden: show how it is now.
const REFUSED = [403, 404, CONFLICT];

/** What a person saw when they began to decide. */
export interface SeenRequirement {
  version: string;
  requirement: RequirementState;
}

/**
 * Sends decisions on a requirement for a version.
 *
 * @param options - what was `seen` is decided; after a conflict the `current`
 *   requirement is. `onSent` is called when the page shows what follows from it.
 * @returns also the requirement that is being decided.
 */
export function useDecide(options: {
  modelRef: string;
  seen: SeenRequirement;
  current: RequirementState;
  onSent: () => void;
}) {
  const { modelRef, seen, current, onSent } = options;
  const { version } = seen;
  const api = useApi(modelsApiRef);
  const toast = useApiHolder().get(toastApiRef);
  const [hadConflict, setHadConflict] = useState(false);
  const requirement = hadConflict ? current : seen.requirement;

  const { mutate, isPending, error, reset } = useMutation(
    {
      mutationFn: (request: DecisionRequest) =>
        api.client.decide(modelRef, request),
      onSuccess: async (_, { decision }) => {
        await api.refresh(modelRef);
        toast?.post({
          title: `You ${VERDICTS[decision].done}: ${requirement.title}, version ${version}`,
          status: 'success',
          timeout: TOAST_MS,
        });
        onSent();
      },
      onError: async (cause: Error) => {
        if (ResponseError.is(cause) && REFUSED.includes(cause.statusCode)) {
          await api.refresh(modelRef);
        }
        setHadConflict(before => before || isConflict(cause));
      },
    },
    api.cache,
  );

  return {
    requirement,
    isPending,
    error,
    send: (decision: CompleteDecision) => {
      if (!isPending) {
        mutate(toRequest({ requirement, version, decision }));
      }
    },
    forget: () => {
      reset();
      setHadConflict(false);
    },
  };
}

function toRequest(options: {
  requirement: RequirementState;
  version: string;
  decision: CompleteDecision;
}): DecisionRequest {
  const { requirement, version, decision } = options;
  const { id, stage, digest } = requirement;
  return {
    requirement: id,
    stage,
    version,
    ...decision,
    requirementDigest: digest,
  };
}

/** Tells whether something has changed since the person saw it. */
export function isConflict(error: Error): boolean {
  return ResponseError.is(error) && error.statusCode === CONFLICT;
}
