import { EffectiveRequirement } from './effectiveRequirements';
import type { DecidingPerson } from './mayDecide';
import { Review } from './reviewSchemas';

/** A duty that keeps whoever has it from deciding where duties are separated. */
export type OtherDuty = 'owner' | 'registrar' | 'registrar-in-use' | 'opener';

/**
 * Which other duties of a person keep them from deciding.
 *
 * @param options - as for `reasonsNotToDecide`.
 */
export function otherDutiesOf(options: {
  requirement: Pick<EffectiveRequirement, 'scope' | 'separationOfDuties'>;
  person: DecidingPerson;
  owner?: string;
  registeredBy?: string;
  registrars?: readonly string[];
  reviews?: readonly Pick<Review, 'openedBy'>[];
}): OtherDuty[] {
  const { requirement, person, owner, registeredBy } = options;
  const { registrars = [], reviews = [] } = options;
  const { userEntityRef } = person;
  if (!requirement.separationOfDuties) {
    return [];
  }
  const duties: OtherDuty[] = [];
  if (owner && isOneOf([owner], person)) {
    duties.push('owner');
  }
  if (registeredBy === userEntityRef) {
    duties.push('registrar');
  } else if (
    requirement.scope === 'model' &&
    registrars.includes(userEntityRef)
  ) {
    duties.push('registrar-in-use');
  }
  if (reviews.some(({ openedBy }) => openedBy === userEntityRef)) {
    duties.push('opener');
  }
  return duties;
}

/** Whether a person is one of some users, or in one of some groups. */
export function isOneOf(
  refs: readonly string[],
  person: DecidingPerson,
): boolean {
  return refs.some(
    ref => ref === person.userEntityRef || person.memberOf.has(ref),
  );
}
