/**
 * Somebody who holds a role of a model.
 *
 * @public
 */
export interface RoleHolder {
  /** Entity ref of the user. */
  person: string;
  /** Entity ref of the user, or name of the machine, that named them. */
  by: string;
}

/**
 * Who holds which role of a model, by the id of the role.
 *
 * @public
 */
export type RoleHolders = ReadonlyMap<string, readonly RoleHolder[]>;

const PREFIX = 'role:';

/**
 * The id of the role that an approver of a policy stands for, e.g. `validator` of
 * `role:validator`; nothing when it is a group or a user.
 *
 * @public
 */
export function roleOfApprover(approver: string): string | undefined {
  return approver.startsWith(PREFIX)
    ? approver.slice(PREFIX.length)
    : undefined;
}

/**
 * Whom a policy names for something, and who that is for a model.
 *
 * @public
 */
export interface Entitlement {
  /** Groups, users and roles, as the policy names them. */
  named: readonly string[];
  /** Who holds the roles now; a role that is not in it is held by nobody. */
  roleHolders: RoleHolders | undefined;
  /** Whether those who named themselves do not count. */
  separationOfDuties: boolean;
}

/**
 * Finds the groups and users that a policy entitles, those who hold the roles it names
 * among them.
 *
 * @remarks
 *
 * With separation of duties, whoever named themselves in a role is not entitled by it.
 *
 * @public
 */
export function entitledRefs(entitlement: Entitlement): string[] {
  return [
    ...new Set(
      entitlement.named.flatMap(approver =>
        entitledByOne(approver, entitlement),
      ),
    ),
  ];
}

/**
 * Finds through which of those whom a policy names a person is entitled.
 *
 * @param memberOf - the person, their groups, and all groups that those are nested in.
 * @returns the group, user or role, as the policy names it; nothing when they are not.
 * @public
 */
export function entitledThrough(
  entitlement: Entitlement,
  memberOf: ReadonlySet<string>,
): string | undefined {
  return entitlement.named.find(approver =>
    entitledByOne(approver, entitlement).some(ref => memberOf.has(ref)),
  );
}

/** The roles among those whom a policy names in which a person named themselves. */
export function rolesTakenByOneself(
  { named, roleHolders, separationOfDuties }: Entitlement,
  person: string,
): string[] {
  return named.filter(approver => {
    const role = roleOfApprover(approver);
    return (
      separationOfDuties &&
      role !== undefined &&
      roleHolders
        ?.get(role)
        ?.some(holder => holder.person === person && isOwnDoing(holder))
    );
  });
}

/** An approver for people to read: a role with those who hold it. */
export function approverInWords(
  approver: string,
  entitlement: Omit<Entitlement, 'named'>,
): string {
  if (roleOfApprover(approver) === undefined) {
    return approver;
  }
  const holders = entitledByOne(approver, entitlement);
  return `${approver} (${holders.join(', ') || 'nobody'})`;
}

/** The groups and users behind one approver. */
export function entitledByOne(
  approver: string,
  { roleHolders, separationOfDuties }: Omit<Entitlement, 'named'>,
): string[] {
  const role = roleOfApprover(approver);
  if (role === undefined) {
    return [approver];
  }
  return (roleHolders?.get(role) ?? [])
    .filter(holder => !(separationOfDuties && isOwnDoing(holder)))
    .map(({ person }) => person);
}

function isOwnDoing({ person, by }: RoleHolder): boolean {
  return person === by;
}
