import {
  DecisionRequest,
  RequirementState,
} from '@modelry/backstage-plugin-models-common';
import { useEffect, useState } from 'react';
import { useModelOverview } from '../api';
import { Act, isConflict, useAct } from './acts/useAct';
import { CompleteDecision } from './DecideForm';
import { VERDICTS } from './verdicts';
import { Changes, findRequirement, whatChanged } from './whatChanged';

/** What a person saw when they began to decide. */
export interface SeenRequirement {
  version: string;
  requirement: RequirementState;
}

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
  const now = useModelOverview(modelRef, version).data;
  const [newest, setNewest] = useState<string>();
  useEffect(() => {
    setNewest(before => before ?? now?.lifecycle.versions[0]?.version);
  }, [now]);
  const current =
    now?.governance.version === version
      ? findRequirement(now, seen.requirement)
      : undefined;
  const [hadConflict, setHadConflict] = useState(false);
  const [adopted, setAdopted] = useState<RequirementState>();
  const requirement =
    (hadConflict ? current : undefined) ?? adopted ?? seen.requirement;
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
    changes: now
      ? whatChanged({ seen, base: requirement, newest, now })
      : { sentences: [], isOther: false },
    adopt: () => setAdopted(current),
    send: decision => act.send(toRequest({ requirement, version, decision })),
    forget: () => {
      act.forget();
      setHadConflict(false);
      setAdopted(undefined);
      setNewest(now?.lifecycle.versions[0]?.version);
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
