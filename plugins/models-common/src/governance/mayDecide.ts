import { EffectiveRequirement } from './effectiveRequirements';
import { OtherDuty, isOneOf, otherDutiesOf } from './otherDuties';
import { Review } from './reviewSchemas';
import {
  Entitlement,
  RoleHolders,
  approverInWords,
  entitledThrough,
  rolesTakenByOneself,
} from './roles';

const WHY_NOT_WITH: Record<OtherDuty, (owner?: string) => string> = {
  owner: owner =>
    `You own this model through ${owner}, and whoever owns a model may not sign it off`,
  registrar: () =>
    'You registered this version, and whoever registered a version may not sign it off',
  'registrar-in-use': () =>
    'You registered a version that is in use, and whoever registered one may not give a sign-off that is good for every version',
  opener: () =>
    'You opened a review of this version, and whoever opened a review may not decide in it',
};

/**
 * The person who wants to decide.
 *
 * @public
 */
export interface DecidingPerson {
  /** Entity ref of the user. */
  userEntityRef: string;
  /** The user, their groups, and all groups that those are nested in. */
  memberOf: ReadonlySet<string>;
}

/**
 * Judges whether a person may decide a requirement, and says every reason against it.
 *
 * @param options - `owner` is the entity ref of the model's owner; `registeredBy`
 *   is who registered the version in question. Both are left out when unknown.
 *   `registrars` are those who registered any version in use; they matter for a sign-off
 *   that is good for every version.
 *   `reviews` are all reviews of that version that ask for the requirement, open or
 *   not: a review that is closed and opened again by somebody else must not free whoever
 *   opened it first. `roleHolders` are those who hold the roles of the model now.
 * @returns reasons in words for the person who asks; none means that they may.
 * @public
 */
export function reasonsNotToDecide(options: {
  requirement: EffectiveRequirement;
  person: DecidingPerson;
  owner?: string;
  registeredBy?: string;
  registrars?: readonly string[];
  reviews?: readonly Pick<Review, 'openedBy' | 'status'>[];
  roleHolders?: RoleHolders;
}): string[] {
  const { requirement, person, reviews = [] } = options;
  if (requirement.noLongerAsked) {
    return [
      'No policy asks for this sign-off any more; withdraw the rejection, or open a new review',
    ];
  }
  const reasons: string[] = [];
  reasons.push(
    ...reasonsOfEntitlement(
      { ...entitlementOf(options), named: requirement.approvers },
      { person, act: 'give this sign-off' },
    ),
  );
  reasons.push(
    ...otherDutiesOf(options).map(duty => WHY_NOT_WITH[duty](options.owner)),
  );
  if (!reviews.some(({ status }) => status === 'open')) {
    reasons.push('No review of this version is open; open one first');
  }
  return reasons;
}

/**
 * Judges whether a person may set a requirement aside, and says every reason against it.
 *
 * @param options - as for {@link reasonsNotToDecide}, but no review need be open. For a
 *   waiver of all versions `registrars` are those who registered any version in use, and
 *   `reviews` are those of all such versions.
 * @returns reasons in words for the person who asks; none means that they may.
 * @public
 */
export function reasonsNotToWaive(options: {
  requirement: EffectiveRequirement;
  person: DecidingPerson;
  owner?: string;
  registeredBy?: string;
  registrars?: readonly string[];
  reviews?: readonly Pick<Review, 'openedBy'>[];
  roleHolders?: RoleHolders;
}): string[] {
  const { requirement, person, owner, registeredBy } = options;
  const { registrars = [], reviews = [] } = options;
  if (requirement.noLongerAsked) {
    return ['No policy asks for this sign-off any more'];
  }
  const reasons: string[] = [];
  if (requirement.waivableBy.length === 0) {
    reasons.push('Nobody may waive this sign-off: the policy names no one');
  }
  if (requirement.waivableBy.length > 0) {
    reasons.push(
      ...reasonsOfEntitlement(
        { ...entitlementOf(options), named: requirement.waivableBy },
        { person, act: 'waive this sign-off' },
      ),
    );
  }
  if (requirement.separationOfDuties) {
    if (owner && isOneOf([owner], person)) {
      reasons.push(
        `You own this model through ${owner}, and whoever owns a model may not waive its sign-offs`,
      );
    }
    if (registeredBy === person.userEntityRef) {
      reasons.push(
        'You registered this version, and whoever registered a version may not waive its sign-offs',
      );
    } else if (registrars.includes(person.userEntityRef)) {
      reasons.push(
        'You registered a version that is in use, and whoever registered one may not waive a sign-off for all versions',
      );
    }
    if (reviews.some(({ openedBy }) => openedBy === person.userEntityRef)) {
      reasons.push(
        'You opened a review that asks for this sign-off, and whoever opened a review may not waive what it asks for',
      );
    }
  }
  return reasons;
}

function entitlementOf(options: {
  requirement: EffectiveRequirement;
  roleHolders?: RoleHolders;
}): Omit<Entitlement, 'named'> {
  const { requirement, roleHolders } = options;
  return {
    roleHolders,
    separationOfDuties: requirement.separationOfDuties,
  };
}

function reasonsOfEntitlement(
  entitlement: Entitlement,
  { person, act }: { person: DecidingPerson; act: string },
): string[] {
  const { userEntityRef, memberOf } = person;
  const refs = new Set([...memberOf, userEntityRef]);
  if (entitledThrough(entitlement, refs)) {
    return [];
  }
  const [taken] = rolesTakenByOneself(entitlement, userEntityRef);
  const who = entitlement.named
    .map(approver => approverInWords(approver, entitlement))
    .join(' or ');
  return [
    taken
      ? `You named yourself ${taken} of this model, and only whom somebody else names can ${act}`
      : `Only ${who} can ${act}, and you are not one of them`,
  ];
}
