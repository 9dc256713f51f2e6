import {
  DecisionRequest,
  RequirementState,
} from '@modelry/backstage-plugin-models-common';
import { Act, useAct } from './acts/useAct';
import { CompleteDecision } from './DecideForm';
import { SeenRequirement, useSeenRequirement } from './useSeenRequirement';
import { VERDICTS } from './verdicts';
import { Changes } from './whatChanged';

/**
 * Sends decisions on a requirement for a version.
 *
 * @param options - what was `seen` is decided; after a conflict, how it is then.
 *   `onSent` is called when the page shows what follows from it.
 * @returns also the requirement that is being decided, what has changed since the
 *   person saw it, and how to `adopt` that.
 */
export function useDecide(options: {
  modelRef: string;
  seen: SeenRequirement;
  onSent: () => void;
}): Act<CompleteDecision> & {
  requirement: RequirementState;
  changes: Changes;
  adopt: () => void;
} {
  const { modelRef, seen, onSent } = options;
  const { version } = seen;
  const followed = useSeenRequirement({ modelRef, seen, act: 'decide' });
  const { requirement, changes, adopt } = followed;
  const act = useAct<DecisionRequest>({
    modelRef,
    act: (client, request) => client.decide(modelRef, request),
    done: ({ decision }) =>
      `You ${VERDICTS[decision].done}: ${requirement.title}, version ${version}`,
    onDone: onSent,
    onRefused: followed.onRefused,
  });
  return {
    ...act,
    requirement,
    changes,
    adopt,
    send: decision => act.send(toRequest({ requirement, version, decision })),
    forget: () => {
      act.forget();
      followed.forget();
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
