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
  modelsCheckRetirePermission,
  modelsDeploymentReportPermission,
  modelsIncidentHandlePermission,
  modelsLedgerExportPermission,
  modelsOwnerAssignPermission,
  modelsRecordContinuePermission,
  modelsReviewOpenPermission,
  modelsSourcesReadPermission,
  modelsSourcesReportPermission,
  modelsSourcesRunPermission,
  modelsStageMovePermission,
  modelsVersionReportPermission,
} from '@modelry/backstage-plugin-models-common';

/** The team that runs the portal, and alone may change what the catalog reads. */
const PLATFORM_TEAM = 'group:default/ml-platform';

/** The governance board: it files what was signed off, and proves it later. */
const BOARD = 'group:default/risk-office';

const FOR_OWNERS = namesOf([
  modelsVersionReportPermission,
  modelsDeploymentReportPermission,
  modelsCheckReportPermission,
  modelsCheckRetirePermission,
  modelsIncidentHandlePermission,
  modelsReviewOpenPermission,
  modelsStageMovePermission,
]);

/** What only one team may do. */
const FOR_ONE_TEAM: ReadonlyMap<string, string> = new Map([
  [catalogEntityDeletePermission.name, PLATFORM_TEAM],
  [catalogLocationCreatePermission.name, PLATFORM_TEAM],
  [catalogLocationDeletePermission.name, PLATFORM_TEAM],
  [modelsLedgerExportPermission.name, BOARD],
  [modelsRecordContinuePermission.name, BOARD],
  [modelsSourcesReadPermission.name, PLATFORM_TEAM],
  [modelsSourcesRunPermission.name, PLATFORM_TEAM],
  [modelsSourcesReportPermission.name, PLATFORM_TEAM],
]);

/**
 * Who may do what in the example portal.
 *
 * @remarks
 *
 * Machines do not come here: what they may do stands in their token's
 * `accessRestrictions`. Deciding and waiving are open to everybody here, because the
 * governance rules decide who is entitled and tell the others why they are not; so are
 * they to decline a model, which only its new owner can. Whoever may see a model may read
 * its ledger.
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
    const team = FOR_ONE_TEAM.get(permission.name);
    if (team) {
      return {
        result: claims.includes(team)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      };
    }
    if (permission.name === modelsOwnerAssignPermission.name) {
      return decideAssignment(permission, claims);
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

// Owners pass their models on, and whoever finds a model without one may give it one. What
// is owned by somebody who is gone, the platform team cares for.
function decideAssignment(
  permission: Permission,
  claims: string[],
): PolicyDecision {
  if (claims.includes(PLATFORM_TEAM)) {
    return { result: AuthorizeResult.ALLOW };
  }
  if (!isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    return { result: AuthorizeResult.DENY };
  }
  return createCatalogConditionalDecision(permission, {
    anyOf: [
      catalogConditions.isEntityOwner({ claims }),
      { not: catalogConditions.hasSpec({ key: 'owner' }) },
    ],
  });
}

function namesOf(permissions: Permission[]): ReadonlySet<string> {
  return new Set(permissions.map(permission => permission.name));
}
