import { RequirementState } from '@modelry/backstage-plugin-models-common';

/** Counts the sign-offs that are given, those that are waived, and those that lack. */
export function countSignOffs(requirements: readonly RequirementState[]): {
  lacking: number;
  words: string;
} {
  const count = (status: RequirementState['status']) =>
    requirements.filter(requirement => requirement.status === status).length;
  const total = requirements.length;
  const given = count('approved');
  const waived = count('waived');
  const whole =
    total === 1
      ? `${given} of 1 sign-off is given`
      : `${given} of ${total} sign-offs are given`;
  return {
    lacking: total - given - waived,
    words: waived > 0 ? `${whole} and ${waived} waived` : whole,
  };
}
