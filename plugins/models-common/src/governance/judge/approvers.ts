import { EffectiveRequirement } from '../effectiveRequirements';
import { ApproverDirectory, GovernanceRecord, OtherDuties } from '../record';
import { Review } from '../reviewSchemas';
import { Entitlement, entitledByOne, entitledRefs } from '../roles';
import { Decision, DecisionVerdict } from '../schemas';
import { WhoIsLeft, whoIsLeft } from './whoIsLeft';

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
  duties?: OtherDuties;
  /** The reviews of the version in question that ask for it. */
  reviews: readonly Pick<Review, 'openedBy'>[];
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
  const approvals = counting.filter(one => one.decision === 'approved');
  const found = whoIsLeft({
    ...{ requirement, refs, approvers, approvals, reviews: options.reviews },
    duties: options.duties,
  });
  const isGiven = approvals.length >= requirement.minApprovals;
  const nobody = found && !isGiven ? whyNobody(found, lost) : undefined;
  return {
    warnings: [
      ...lost,
      ...(found && !nobody ? tooFew(found, requirement, approvals.length) : []),
      ...left,
    ],
    ...(nobody && { nobody }),
  };
}

function whyNobody(
  { people, left, others }: WhoIsLeft,
  lost: readonly string[],
): string | undefined {
  if (people === 0) {
    return lost.join(', ');
  }
  return left === 0 ? [...lost, others].join('; ') : undefined;
}

/** Says that it takes more people than there are; of what is given, to give it anew. */
function tooFew(
  { people, left, others }: WhoIsLeft,
  { minApprovals }: EffectiveRequirement,
  approvals: number,
): string[] {
  const isGiven = approvals >= minApprovals;
  const most = isGiven ? people : approvals + left;
  const because =
    !isGiven && others && people >= minApprovals ? ` (${others})` : '';
  return most > 0 && most < minApprovals
    ? [
        `at most ${most} ${
          most === 1 ? 'person' : 'people'
        } can give it${because}, and it needs ${minApprovals}`,
      ]
    : [];
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
  return found.people.size === 0 ? `${ref} has no members` : undefined;
}
