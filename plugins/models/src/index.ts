/**
 * Machine-learning models in the Backstage portal.
 *
 * @packageDocumentation
 */

export { modelsPlugin as default } from './plugin';
export { modelsCatalogModule, modelsGraphModule } from './fleet';
export {
  createModelsApi,
  modelsApiRef,
  useModelOverview,
  useModelSummaries,
} from './api';
export type {
  Loadable,
  ModelsApi,
  ModelsScreenClient,
  WatchOptions,
} from './api';
export {
  CheckStatusBadge,
  DeploymentStatusBadge,
  ElapsedTime,
  MonitoringStatusBadge,
  RelativeTime,
  RiskTierBadge,
  SignOffStatusBadge,
  StageBadge,
} from './status';
