import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { OwnershipConfig } from '../ownership/config';
import { configIdSchema } from './policySchemas';
import { roleOfApprover } from './roles';

/** Schema of a group or user that configuration names; kind and namespace may be left out. */
export const groupOrUserSchema = z.string().transform((ref, context) => {
  const known = groupOrUser(ref);
  return (
    known ??
    complainOf(
      context,
      `'${ref}' names no group or user; write e.g. group:default/model-validation`,
    )
  );
});

/**
 * Schema of whom a policy names: a group, a user, or a role of the model. Whoever holds a
 * role is another one for each model, so that nothing but a policy can name it.
 */
export const approverSchema = z.string().transform((ref, context) => {
  const role = roleOfApprover(ref);
  const known =
    role !== undefined && configIdSchema.safeParse(role).success
      ? ref
      : groupOrUser(ref);
  return (
    known ??
    complainOf(
      context,
      `'${ref}' names no group, user or role; write e.g. group:default/model-validation or role:validator`,
    )
  );
});

function groupOrUser(ref: string): string | undefined {
  try {
    const parsed = parseEntityRef(ref, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    const kind = parsed.kind.toLocaleLowerCase('en-US');
    return kind === 'group' || kind === 'user'
      ? stringifyEntityRef(parsed)
      : undefined;
  } catch {
    return undefined;
  }
}

function complainOf(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
}

interface NamingPolicy {
  requirements: ReadonlyArray<
    Record<'approvers' | 'waivableBy', readonly string[]>
  >;
}

/** Complains of roles that are not configured: nobody could ever hold one. */
export function namesConfiguredRoles(
  {
    ownership,
    governance,
  }: { ownership: OwnershipConfig; governance: { policies: NamingPolicy[] } },
  context: z.RefinementCtx,
): void {
  const known = ownership.roles.map(({ id }) => id);
  for (const [index, { requirements }] of governance.policies.entries()) {
    for (const [place, requirement] of requirements.entries()) {
      for (const list of ['approvers', 'waivableBy'] as const) {
        for (const [position, approver] of requirement[list].entries()) {
          const role = roleOfApprover(approver);
          if (role !== undefined && !known.includes(role)) {
            context.addIssue({
              code: 'custom',
              path: [
                ...['governance', 'policies', index],
                ...['requirements', place, list, position],
              ],
              message: `there is no role '${role}'; it can be ${
                known.join(', ') || 'none: models.ownership.roles is empty'
              }`,
            });
          }
        }
      }
    }
  }
}
