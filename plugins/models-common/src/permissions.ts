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
 * Whoever is denied cannot open or close reviews of the model.
 *
 * @public
 */
export const modelsReviewOpenPermission = createPermission({
  name: 'models.review.open',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot grant or revoke waivers, even if the requirement names them.
 *
 * @public
 */
export const modelsWaiverGrantPermission = createPermission({
  name: 'models.waiver.grant',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot move a version to another stage.
 *
 * @public
 */
export const modelsStageMovePermission = createPermission({
  name: 'models.stage.move',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot assign the owner of the model, nor the people of its roles.
 *
 * @public
 */
export const modelsOwnerAssignPermission = createPermission({
  name: 'models.owner.assign',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot decline the model, even as its new owner.
 *
 * @public
 */
export const modelsOwnerDeclinePermission = createPermission({
  name: 'models.owner.decline',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot have a model go on with the record of the name that it had
 * before.
 *
 * @remarks
 *
 * It brings the record of a model that is in the catalog no more, sign-offs included, to
 * those who may see this one, and nothing says then who was allowed to see that. Grant it
 * to those who may read every ledger.
 *
 * @public
 */
export const modelsRecordContinuePermission = createPermission({
  name: 'models.record.continue',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot read the ledger of the model.
 *
 * @public
 */
export const modelsLedgerReadPermission = createPermission({
  name: 'models.ledger.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot export the ledgers of all models with their checkpoints.
 *
 * @remarks
 *
 * It is not about one model: who holds it reads every ledger, also of models that they
 * could not see otherwise, and of those that are in the catalog no more.
 *
 * @public
 */
export const modelsLedgerExportPermission = createPermission({
  name: 'models.ledger.export',
  attributes: { action: 'read' },
});

/**
 * Acknowledging an incident of a model, marking its cause and asking for a retraining.
 *
 * @remarks
 *
 * Whoever is denied sees the incidents and cannot act on them.
 *
 * @public
 */
export const modelsIncidentHandlePermission = createPermission({
  name: 'models.incident.handle',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot retire a check of the model, that is say that it is no longer
 * run.
 *
 * @public
 */
export const modelsCheckRetirePermission = createPermission({
  name: 'models.check.retire',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MODEL,
});

/**
 * Whoever is denied cannot see how the sources of models and facts do.
 *
 * @remarks
 *
 * It is not about one model: what a source says of its problems may name models that the
 * reader could not see otherwise.
 *
 * @public
 */
export const modelsSourcesReadPermission = createPermission({
  name: 'models.sources.read',
  attributes: { action: 'read' },
});

/**
 * Whoever is denied cannot ask a source to run now.
 *
 * @public
 */
export const modelsSourcesRunPermission = createPermission({
  name: 'models.sources.run',
  attributes: { action: 'update' },
});

/**
 * Whoever is denied cannot report how a source does.
 *
 * @public
 */
export const modelsSourcesReportPermission = createPermission({
  name: 'models.sources.report',
  attributes: { action: 'update' },
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
  modelsCheckRetirePermission,
  modelsIncidentHandlePermission,
  modelsReviewOpenPermission,
  modelsReviewDecidePermission,
  modelsWaiverGrantPermission,
  modelsStageMovePermission,
  modelsOwnerAssignPermission,
  modelsOwnerDeclinePermission,
  modelsRecordContinuePermission,
  modelsLedgerReadPermission,
  modelsLedgerExportPermission,
  modelsSourcesReadPermission,
  modelsSourcesRunPermission,
  modelsSourcesReportPermission,
];
