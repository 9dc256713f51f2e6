import { EffectiveRequirement } from '../effectiveRequirements';
import { ApproverDirectory } from '../record';
import { Decision, DecisionVerdict } from '../schemas';

const DID: Record<DecisionVerdict, string | undefined> = {
  approved: 'approved',
  rejected: 'rejected',
  'changes-requested': 'asked for changes',
  abstained: undefined,
};

/** What must be known about those who can give a sign-off, and those who decided. */
export interface ApproverFindings {
  warnings: string[];
  /** Why nobody can give it, when that is certain. */
  nobody?: string;
}

/** Looks whether a sign-off can be given, and whether those who decided are still there. */
export function findAboutApprovers(options: {
  requirement: EffectiveRequirement;
  approvers?: ApproverDirectory;
  counting: readonly Decision[];
  knownPeople?: ReadonlySet<string>;
}): ApproverFindings {
  const { requirement, approvers, counting, knownPeople } = options;
  const refs = [...new Set(requirement.approvers)];
  const lost = refs.flatMap(ref => whatIsWrongWith(ref, approvers) ?? []);
  const left = counting.flatMap(({ decision, decidedBy }) =>
    knownPeople && !knownPeople.has(decidedBy) && DID[decision]
      ? [`${decidedBy}, who ${DID[decision]}, is no longer in the catalog`]
      : [],
  );
  const people = refs.map(ref => {
    const found = approvers?.get(ref);
    return found && (found.exists ? found.people : 0);
  });
  const total = people.reduce((sum, n) => (sum ?? NaN) + (n ?? NaN), 0) ?? NaN;
  const tooFew = total > 0 && total < requirement.minApprovals;
  return {
    warnings: [
      ...lost,
      ...(tooFew
        ? [
            `at most ${total} ${
              total === 1 ? 'person' : 'people'
            } can give it, and it needs ${requirement.minApprovals}`,
          ]
        : []),
      ...left,
    ],
    ...(total === 0 && { nobody: lost.join(', ') }),
  };
}

function whatIsWrongWith(
  ref: string,
  approvers: ApproverDirectory | undefined,
): string | undefined {
  const found = approvers?.get(ref);
  if (!found) {
    return undefined;
  }
  if (!found.exists) {
    return `${ref} does not exist in the catalog`;
  }
  return found.people === 0 ? `${ref} has no members` : undefined;
}
