import {
  AccountableRole,
  OwnershipConfig,
  RoleHolder,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { TimeColumn, toIso } from '../database/columns';

interface RoleHolderRow {
  model_ref: string;
  role: string;
  person: string;
  assigned_by: string;
  assigned_at: TimeColumn;
}

/** Reads who answers for a model in each of the configured roles. */
export async function readRoles(
  knex: Knex,
  modelRef: string,
  roles: OwnershipConfig['roles'],
): Promise<AccountableRole[]> {
  const rows = await knex<RoleHolderRow>('role_holders')
    .where({ model_ref: modelRef })
    .orderBy('person');
  return roles.map(role => ({
    ...role,
    people: rows
      .filter(row => row.role === role.id)
      .map(row => ({
        person: row.person,
        by: row.assigned_by,
        at: toIso(row.assigned_at),
      })),
  }));
}

/** Reads who holds which role of each of the models. */
export async function roleHoldersByModel(
  knex: Knex,
  modelRefs: readonly string[],
): Promise<Map<string, Map<string, RoleHolder[]>>> {
  const rows = await knex<RoleHolderRow>('role_holders')
    .whereIn('model_ref', [...modelRefs])
    .orderBy('person');
  const found = new Map<string, Map<string, RoleHolder[]>>();
  for (const { model_ref: modelRef, role, person, assigned_by: by } of rows) {
    const roles = found.get(modelRef) ?? new Map<string, RoleHolder[]>();
    roles.set(role, [...(roles.get(role) ?? []), { person, by }]);
    found.set(modelRef, roles);
  }
  return found;
}

/** Says who holds a role from now on; those who held it before keep their date. */
export async function saveRoleHolders(
  tx: Knex.Transaction,
  options: {
    modelRef: string;
    role: string;
    people: readonly string[];
    actor: string;
    now: Date;
  },
): Promise<void> {
  const { modelRef, role, people, actor, now } = options;
  await tx('role_holders')
    .where({ model_ref: modelRef, role })
    .whereNotIn('person', [...people])
    .delete();
  if (people.length > 0) {
    await tx('role_holders')
      .insert(
        people.map(person => ({
          model_ref: modelRef,
          role,
          person,
          assigned_by: actor,
          assigned_at: now,
        })),
      )
      .onConflict(['model_ref', 'role', 'person'])
      .ignore();
  }
}
