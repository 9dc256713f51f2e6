export {
  CheckStatusBadge,
  DeploymentStatusBadge,
  MonitoringStatusBadge,
  RiskTierBadge,
  SignOffStatusBadge,
  StageBadge,
} from './badges';
export { ElapsedTime, RelativeTime } from './RelativeTime';
export { StageName, usePresentStage } from './stages';
export { StatusBadge } from './StatusBadge';
export type { StatusPresentation, StatusTone } from './StatusBadge';
export { SERIES_COLOURS } from './seriesColours';
