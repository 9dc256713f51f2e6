import { EffectiveRequirement } from './policy';

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
 * @returns reasons in words for the person who asks; none means that they may.
 * @public
 */
export function reasonsNotToDecide(options: {
  requirement: EffectiveRequirement;
  person: DecidingPerson;
  owner?: string;
  registeredBy?: string;
}): string[] {
  const { requirement, person, owner, registeredBy } = options;
  const reasons: string[] = [];
  if (!requirement.approvers.some(ref => person.memberOf.has(ref))) {
    reasons.push(
      `Only ${requirement.approvers.join(
        ' or ',
      )} can give this sign-off, and you are not one of them`,
    );
  }
  if (requirement.separationOfDuties) {
    if (owner && person.memberOf.has(owner)) {
      reasons.push(
        `You own this model through ${owner}, and whoever owns a model may not sign it off`,
      );
    }
    if (registeredBy === person.userEntityRef) {
      reasons.push(
        'You registered this version, and whoever registered a version may not sign it off',
      );
    }
  }
  return reasons;
}
