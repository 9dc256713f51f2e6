import { createPermission } from '@backstage/plugin-permission-common';

/**
 * The permission resource type of models: the catalog's own, so that a policy
 * can use the catalog's conditions such as `isEntityOwner`.
 *
 * @public
 */
export const RESOURCE_TYPE_MODEL = 'catalog-entity';

/**
 * Whoever is denied cannot report versions of the model.
 *
 * @public
 */
export const modelsVersionReportPermission = createPermission({
  name: 'models.version.report',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot report deployments of the model.
 *
 * @public
 */
export const modelsDeploymentReportPermission = createPermission({
  name: 'models.deployment.report',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot report check results or monitoring reports.
 *
 * @public
 */
export const modelsCheckReportPermission = createPermission({
  name: 'models.check.report',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot decide a requirement, even as one of its approvers.
 *
 * @public
 */
export const modelsReviewDecidePermission = createPermission({
  name: 'models.review.decide',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * All permissions of the models plugin.
 *
 * @public
 */
export const modelsPermissions = [
  modelsVersionReportPermission,
  modelsDeploymentReportPermission,
  modelsCheckReportPermission,
  modelsReviewDecidePermission,
];
