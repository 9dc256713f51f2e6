import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  catalogEntityDeletePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  RESOURCE_TYPE_CATALOG_ENTITY,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isResourcePermission,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  modelsCheckReportPermission,
  modelsDeploymentReportPermission,
  modelsVersionReportPermission,
} from '@modelry/backstage-plugin-models-common';

/** The team that runs the portal, and alone may change what the catalog reads. */
const PLATFORM_TEAM = 'group:default/ml-platform';

const FOR_OWNERS = namesOf([
  modelsVersionReportPermission,
  modelsDeploymentReportPermission,
  modelsCheckReportPermission,
]);

const FOR_PLATFORM_TEAM = namesOf([
  catalogEntityDeletePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
]);

/**
 * Who may do what in the example portal.
 *
 * @remarks
 *
 * Machines do not come here: what they may do stands in their token's
 * `accessRestrictions`. Signing off is open to everybody here, because the
 * governance rules decide who is an approver and tell the others why they are not.
 */
export class PortalPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const claims = user.info.ownershipEntityRefs;
    if (FOR_PLATFORM_TEAM.has(permission.name)) {
      return {
        result: claims.includes(PLATFORM_TEAM)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      };
    }
    if (FOR_OWNERS.has(permission.name)) {
      return decideForOwners(permission, claims);
    }
    return { result: AuthorizeResult.ALLOW };
  }
}

function decideForOwners(
  permission: Permission,
  claims: string[],
): PolicyDecision {
  if (!isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    return { result: AuthorizeResult.DENY };
  }
  return createCatalogConditionalDecision(
    permission,
    catalogConditions.isEntityOwner({ claims }),
  );
}

function namesOf(permissions: Permission[]): ReadonlySet<string> {
  return new Set(permissions.map(permission => permission.name));
}
