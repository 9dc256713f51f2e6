import { RequirementState } from '@modelry/backstage-plugin-models-common';

type JudgedDecision = RequirementState['decisions'][number];

/**
 * Puts the decisions that count before the others, which can be many: those on other
 * versions are newer than the ones that an older version rests on.
 */
export function countingFirst(decisions: readonly JudgedDecision[]) {
  return [
    ...decisions.filter(({ ignoredBecause }) => !ignoredBecause),
    ...decisions.filter(({ ignoredBecause }) => ignoredBecause),
  ];
}
