import { EffectiveRequirement } from '../effectiveRequirements';
import { ApproverDirectory, GovernanceRecord } from '../record';
import { Entitlement, entitledByOne, entitledRefs } from '../roles';
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
  record: Pick<GovernanceRecord, 'roleHolders'>;
  approvers?: ApproverDirectory;
  counting: readonly Decision[];
  knownPeople?: ReadonlySet<string>;
}): ApproverFindings {
  const { requirement, approvers, counting, knownPeople } = options;
  const entitlement = {
    named: [...new Set(requirement.approvers)],
    roleHolders: options.record.roleHolders,
    separationOfDuties: requirement.separationOfDuties,
  };
  const refs = entitledRefs(entitlement);
  const lost = [
    ...entitlement.named.flatMap(named => whyIsNobody(named, entitlement)),
    ...refs.flatMap(ref => whatIsWrongWith(ref, approvers) ?? []),
  ];
  const left = counting.flatMap(({ decision, decidedBy }) =>
    knownPeople && !knownPeople.has(decidedBy) && DID[decision]
      ? [`${decidedBy}, who ${DID[decision]}, is no longer in the catalog`]
      : [],
  );
  const people = refs.map(ref => {
    const found = approvers?.get(ref);
    return found && (found.exists ? found.people : 0);
  });
  const total = people.reduce<number>((sum, n) => sum + (n ?? NaN), 0);
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

function whyIsNobody(named: string, entitlement: Entitlement): string[] {
  return entitledByOne(named, entitlement).length === 0
    ? [`nobody holds ${named} of this model; name somebody under Ownership`]
    : [];
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
