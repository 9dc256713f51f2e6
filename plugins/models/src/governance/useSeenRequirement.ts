import { RequirementState } from '@modelry/backstage-plugin-models-common';
import { useEffect, useState } from 'react';
import { useModelOverview } from '../api';
import { isConflict } from './acts/useAct';
import { Changes, findRequirement, whatChanged } from './whatChanged';

/** What a person saw when they began to act on a requirement. */
export interface SeenRequirement {
  version: string;
  requirement: RequirementState;
}

/**
 * Follows a requirement while a person writes what they will do about it.
 *
 * @returns the requirement that they act on: the one that was `seen`, after a conflict
 *   the one that there is then, or the one that they chose to `adopt`. Further what has
 *   changed since; `onRefused` takes the error of an act, and `forget` begins anew.
 */
export function useSeenRequirement(options: {
  modelRef: string;
  seen: SeenRequirement;
  act: 'decide' | 'waive';
}): {
  requirement: RequirementState;
  changes: Changes;
  adopt: () => void;
  onRefused: (error: Error) => void;
  forget: () => void;
} {
  const { modelRef, seen, act } = options;
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
  return {
    requirement,
    changes: now
      ? whatChanged({ seen, base: requirement, newest, now, act })
      : { sentences: [], isOther: false },
    adopt: () => setAdopted(current),
    onRefused: error => setHadConflict(before => before || isConflict(error)),
    forget: () => {
      setHadConflict(false);
      setAdopted(undefined);
      setNewest(now?.lifecycle.versions[0]?.version);
    },
  };
}
