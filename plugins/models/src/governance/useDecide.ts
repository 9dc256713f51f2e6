import {
  DecisionRequest,
  RequirementState,
} from '@modelry/backstage-plugin-models-common';
import { useState } from 'react';
import { Act, isConflict, useAct } from './acts/useAct';
import { CompleteDecision } from './DecideForm';
import { VERDICTS } from './verdicts';

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
}): Act<CompleteDecision> & { requirement: RequirementState } {
  const { modelRef, seen, current, onSent } = options;
  const { version } = seen;
  const [hadConflict, setHadConflict] = useState(false);
  const requirement = hadConflict ? current : seen.requirement;
  const act = useAct<DecisionRequest>({
    modelRef,
    act: (client, request) => client.decide(modelRef, request),
    done: ({ decision }) =>
      `You ${VERDICTS[decision].done}: ${requirement.title}, version ${version}`,
    onDone: onSent,
    onRefused: error => setHadConflict(before => before || isConflict(error)),
  });
  return {
    ...act,
    requirement,
    send: decision => act.send(toRequest({ requirement, version, decision })),
    forget: () => {
      act.forget();
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
  const { id, stage, digest, factsDigest } = requirement;
  return {
    requirement: id,
    stage,
    version,
    ...decision,
    requirementDigest: digest,
    ...(factsDigest && { factsDigest }),
  };
}
