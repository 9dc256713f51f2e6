import { EffectiveRequirement } from '../effectiveRequirements';
import { OtherDuty, otherDutiesOf } from '../otherDuties';
import { ApproverDirectory, OtherDuties } from '../record';
import { Review } from '../reviewSchemas';
import { Decision } from '../schemas';

/** More names say nothing more. */
const MOST_NAMED = 3;

/** Those who could give a sign-off, by what keeps them from doing so now. */
export interface WhoIsLeft {
  /** How many people the approvers are. */
  people: number;
  /** How many of them can still approve. */
  left: number;
  /** What keeps the others from it, in words; empty when nobody is kept. */
  others: string;
}

/**
 * Finds who is left to give a sign-off: of the people whom the approvers stand for, those
 * who have not approved already and whom no other duty keeps from it.
 *
 * @param options - `refs` are the groups and users that are entitled, `approvals` those
 *   that count.
 * @returns nothing when the catalog was not asked about all of the approvers.
 */
export function whoIsLeft(options: {
  requirement: EffectiveRequirement;
  refs: readonly string[];
  approvers: ApproverDirectory | undefined;
  duties: OtherDuties | undefined;
  reviews: readonly Pick<Review, 'openedBy'>[];
  approvals: readonly Pick<Decision, 'decidedBy'>[];
}): WhoIsLeft | undefined {
  const { refs, approvers } = options;
  if (!refs.every(ref => approvers?.has(ref))) {
    return undefined;
  }
  const people = new Set(refs.flatMap(ref => peopleBehind(ref, approvers)));
  const approved = new Set(options.approvals.map(one => one.decidedBy));
  const kept = new Map<Reason, string[]>();
  for (const person of people) {
    const reason = approved.has(person)
      ? 'approved'
      : findDuty(person, options);
    if (reason) {
      kept.set(reason, [...(kept.get(reason) ?? []), person]);
    }
  }
  const withReason = [...kept.values()].flat().length;
  return {
    people: people.size,
    left: people.size - withReason,
    others: [...kept]
      .map(([reason, who]) => inWords(reason, who, options.duties?.owner))
      .sort()
      .join('; '),
  };
}

type Reason = OtherDuty | 'approved';

function peopleBehind(
  ref: string,
  approvers: ApproverDirectory | undefined,
): string[] {
  const found = approvers?.get(ref);
  return found?.exists ? [...found.people] : [];
}

function findDuty(
  person: string,
  options: Parameters<typeof whoIsLeft>[0],
): OtherDuty | undefined {
  const { requirement, approvers, duties, reviews } = options;
  if (!duties) {
    return undefined;
  }
  const { owner } = duties;
  const owns = owner && approvers?.get(owner)?.people.has(person);
  const [duty] = otherDutiesOf({
    ...{ ...duties, requirement, reviews },
    person: {
      userEntityRef: person,
      memberOf: new Set(owns ? [owner] : []),
    },
  });
  return duty;
}

function inWords(
  reason: Reason,
  people: readonly string[],
  owner: string | undefined,
): string {
  const isOne = people.length === 1;
  switch (reason) {
    case 'owner':
      // Who is in the group of the owners is not for everybody to read.
      return isOne && people[0] === owner
        ? `${owner} owns the model`
        : `${people.length} ${isOne ? 'owns' : 'own'} it through ${owner}`;
    case 'registrar':
      return `${named(people)} registered this version`;
    case 'registrar-in-use':
      return `${named(people)} registered a version that is in use`;
    case 'opener':
      return `${named(people)} opened a review of this version`;
    default:
      return `${named(people)} approved already`;
  }
}

function named(people: readonly string[]): string {
  const more = people.length - MOST_NAMED;
  return [
    ...[...people].sort().slice(0, MOST_NAMED),
    ...(more > 0 ? [`${more} more`] : []),
  ].join(' and ');
}
