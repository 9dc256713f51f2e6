/**
 * Types, rules and client of the Modelry model catalog.
 *
 * @packageDocumentation
 */

export * from './api/endpoint';
export * from './api/endpoints';
export { createOpenApiDocument } from './api/openapi';
export * from './client/EndpointClient';
export * from './client/GovernanceClient';
export * from './client/LifecycleClient';
export * from './client/ModelsClient';
export * from './deployments/schemas';
export * from './events';
export * from './fleet/schemas';
export * from './fleet/state';
export * from './governance/actSchema';
export * from './governance/boardSchemas';
export * from './governance/brief';
export * from './governance/briefSchemas';
export * from './governance/canonicalJson';
export { GENESIS_HASH } from './governance/chain';
export * from './governance/checkpoint';
export * from './governance/csv';
export * from './governance/effectiveRequirements';
export * from './governance/evidence';
export * from './governance/evidenceSchemas';
export * from './governance/explainMatch';
export * from './governance/facts';
export * from './governance/gate';
export * from './governance/gateSchemas';
export * from './governance/judge/judgeRequirement';
export { openReviewOf } from './governance/judge/reviews';
export { isWaiverInForce } from './governance/judge/waivers';
export * from './governance/ledger';
export * from './governance/ledgerSchemas';
export * from './governance/mayDecide';
export * from './governance/policy';
export * from './governance/policySchemas';
export * from './governance/record';
export * from './governance/reminders';
export * from './governance/reviewSchemas';
export * from './governance/schemas';
export * from './governance/signOff';
export * from './governance/verify/LedgerExportVerifier';
export * from './governance/verify/verifyLedgerExport';
export * from './governance/waiverSchemas';
export * from './kind/ModelEntity';
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
export * from './monitoring/evidently';
export * from './monitoring/rollUp';
export * from './monitoring/schemas';
export * from './permissions';
