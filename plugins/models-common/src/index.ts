/**
 * Types, rules and client of the Modelry model catalog.
 *
 * @packageDocumentation
 */

export * from './api/endpoint';
export * from './api/endpoints';
export { createOpenApiDocument } from './api/openapi';
export * from './card/cardSchemas';
export * from './card/readModelCard';
export * from './card/writeModelCard';
export { CARD_SECTIONS_SOURCE } from './card/sections';
export * from './client/EndpointClient';
export * from './client/GovernanceClient';
export * from './client/LifecycleClient';
export * from './client/ModelsClient';
export * from './client/OwnershipClient';
export * from './client/SourcesClient';
export * from './deployments/schemas';
export * from './deployments/served';
export * from './deployments/unseen';
export * from './events';
export * from './fleet/fleetFilter';
export * from './fleet/fleetSchemas';
export { toCsv } from './fleet/csv';
export type { CsvColumn } from './fleet/csv';
export type { InventoryItem } from './fleet/inventory/InventoryItem';
export * from './fleet/inventory/modelBom';
export { writeInventoryBom } from './fleet/inventory/writeBom';
export type { BomIdentity } from './fleet/inventory/writeBom';
export * from './fleet/inventory/writeCsv';
export * from './fleet/schemas';
export * from './fleet/state';
export * from './governance/actSchema';
export * from './governance/askedRequirements';
export * from './governance/boardSchemas';
export * from './governance/brief';
export * from './governance/briefSchemas';
export * from './governance/canonicalJson';
export { GENESIS_HASH } from './governance/chain';
export * from './governance/checkpoint';
export * from './governance/effectiveRequirements';
export * from './governance/evidence';
export * from './governance/evidenceSchemas';
export * from './governance/explainMatch';
export * from './governance/facts';
export * from './governance/factsSchemas';
export * from './governance/gate';
export * from './governance/gateSchemas';
export * from './governance/judge/judgeRequirement';
export { openReviewOf, reviewsCovering } from './governance/judge/reviews';
export * from './governance/judge/standingWaivers';
export * from './governance/ledger';
export * from './governance/ledgerSchemas';
export * from './governance/mayDecide';
export * from './governance/policy';
export * from './governance/policySchemas';
export * from './governance/record';
export * from './governance/reminders';
export * from './governance/requirementsInForce';
export * from './governance/reviewSchemas';
export {
  entitledRefs,
  entitledThrough,
  roleOfApprover,
} from './governance/roles';
export type { Entitlement, RoleHolder, RoleHolders } from './governance/roles';
export * from './governance/schemas';
export * from './governance/deployedVersions';
export * from './governance/signOff';
export * from './governance/supersededReviews';
export * from './governance/unsanctionedSchemas';
export * from './governance/verify/LedgerExportVerifier';
export * from './governance/verify/LedgerProjection';
export * from './governance/verify/ledgerExportVerdict';
export { projectedItem } from './governance/verify/projectedItem';
export type {
  ProjectedItem,
  ProjectedKind,
} from './governance/verify/projectedItem';
export * from './governance/verify/verifyLedgerExport';
export * from './governance/waiverSchemas';
export * from './kind/ModelEntity';
export * from './kind/continuedRecord';
export * from './kind/modelRef';
export * from './kind/modelSchema';
export * from './kind/references';
export * from './kind/relations';
export * from './kind/riskTier';
export * from './lifecycle/config';
export * from './lifecycle/moveSchemas';
export * from './lifecycle/schemas';
export * from './lifecycle/stageMoves';
export * from './lifecycle/stages';
export * from './lifecycle/timelineSchemas';
export { cloudEventKey } from './monitoring/cloudEvents';
export * from './monitoring/evidently';
export * from './monitoring/monitoringReport';
export type {
  ReadReport,
  ReadResult,
  ReportContext,
} from './monitoring/reports';
export * from './monitoring/directions';
export * from './monitoring/incidentSchemas';
export * from './monitoring/incidents';
export * from './monitoring/judge';
export * from './monitoring/kinds';
export * from './monitoring/observations';
export * from './monitoring/retirementSchemas';
export * from './monitoring/rollUp';
export * from './monitoring/schemas';
export * from './monitoring/seriesSchemas';
export * from './monitoring/thresholds';
export * from './ownership/bulkSchemas';
export * from './ownership/config';
export * from './ownership/orphanSchemas';
export * from './ownership/orphans';
export * from './ownership/overlay';
export * from './ownership/schemas';
export * from './permissions';
export * from './sources/schemas';
export * from './sources/sourceStatus';
