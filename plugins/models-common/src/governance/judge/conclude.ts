import { EffectiveRequirement } from '../effectiveRequirements';
import { Decision, SignOffStatus } from '../schemas';
import { RoleHolders, approverInWords } from '../roles';
import { Waiver } from '../waiverSchemas';
import { WeighedDecision } from './weighDecisions';

/** What the status of a requirement follows from. */
export interface Premises {
  requirement: EffectiveRequirement;
  weighed: readonly WeighedDecision[];
  counting: readonly Decision[];
  approvals: readonly Decision[];
  waiver?: Waiver;
  underReview: boolean;
  roleHolders?: RoleHolders;
  nobody?: string;
}

/** Where a requirement stands, and why. */
export interface Conclusion {
  status: SignOffStatus;
  reason: string;
}

/** Draws the conclusion: rejected before approved before waived before open. */
export function conclude(premises: Premises): Conclusion {
  const { requirement, counting, approvals, waiver } = premises;
  const rejection = counting.find(d => d.decision === 'rejected');
  if (rejection) {
    return {
      status: 'rejected',
      reason: `Rejected by ${rejection.decidedBy}${
        requirement.noLongerAsked
          ? '; no policy asks for it any more, but a rejection stands until it is withdrawn or a new review is opened'
          : ''
      }`,
    };
  }
  if (approvals.length >= requirement.minApprovals) {
    return {
      status: 'approved',
      reason: `Approved by ${approvals.map(d => d.decidedBy).join(', ')}`,
    };
  }
  if (waiver) {
    const end = new Date(waiver.until).toISOString().slice(0, 10);
    return {
      status: 'waived',
      reason: `Waived by ${waiver.grantedBy} until ${end}`,
    };
  }
  return concludeOpen(premises);
}

function concludeOpen(premises: Premises): Conclusion {
  const { counting, approvals, underReview } = premises;
  const changes = counting.find(d => d.decision === 'changes-requested');
  const lapse = findLapse(premises);
  const reason = whatIsMissing(premises, { changes, lapse });
  if (underReview || changes || approvals.length > 0) {
    return { status: 'pending', reason };
  }
  if (!lapse) {
    return { status: 'missing', reason };
  }
  return { status: lapse.kind === 'expired' ? 'expired' : 'outdated', reason };
}

function findLapse({ weighed, approvals }: Premises) {
  const lapsed = weighed.flatMap(({ decision, ignored }) =>
    ignored && decision.decision === 'approved' ? [ignored] : [],
  );
  return (
    lapsed.find(cause => cause.kind === 'expired') ??
    lapsed.find(cause => cause.kind === 'outdated') ??
    // Once somebody approved this version, it is no news that another one was.
    (approvals.length === 0
      ? lapsed.find(cause => cause.kind === 'other-version')
      : undefined)
  );
}

function whatIsMissing(
  { requirement, approvals, nobody, roleHolders }: Premises,
  found: { changes?: Decision; lapse?: { text: string } },
): string {
  const { changes, lapse } = found;
  const wanted = requirement.minApprovals - approvals.length;
  const ask = `${wanted} more ${wanted === 1 ? 'approval' : 'approvals'} of ${
    requirement.approvers.length === 1 ? '' : 'one of '
  }${requirement.approvers
    .map(approver =>
      approverInWords(approver, {
        roleHolders,
        separationOfDuties: requirement.separationOfDuties,
      }),
    )
    .join(', ')}`;
  const which = approvals.length === 0 ? 'The last' : 'An earlier';
  const parts = [
    ...(lapse ? [`${which} approval does not count (${lapse.text})`] : []),
    ...(changes ? [`${changes.decidedBy} asks for changes`] : []),
  ];
  if (nobody) {
    const who = approvals.length === 0 ? 'nobody' : 'nobody else';
    return parts.length > 0
      ? `${parts.join('; ')}; ${who} can give it: ${nobody}`
      : `${capitalized(who)} can give it: ${nobody}`;
  }
  if (changes) {
    return `${parts.join('; ')}; then needs ${ask}`;
  }
  return parts.length > 0
    ? `${parts.join('; ')}; needs ${ask}`
    : `Needs ${ask}`;
}

function capitalized(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase('en-US') + text.slice(1);
}
