import {
  Check,
  DeploymentStatus,
  LifecycleStage,
  ModelSignOffStatus,
  MonitoringStatus,
  RiskTier,
} from '@modelry/backstage-plugin-models-common';
import {
  CHECK_PRESENTATION,
  DEPLOYMENT_PRESENTATION,
  MONITORING_PRESENTATION,
  RISK_TIER_PRESENTATION,
  SIGN_OFF_PRESENTATION,
} from './presentations';
import { usePresentStage } from './stages';
import { StatusBadge } from './StatusBadge';

/**
 * Shows the monitoring status of a model.
 *
 * @public
 */
export function MonitoringStatusBadge(props: {
  status: MonitoringStatus;
  detail?: string;
}) {
  return (
    <StatusBadge
      presentation={MONITORING_PRESENTATION[props.status]}
      detail={props.detail}
    />
  );
}

/**
 * Shows what the newest result of a check says.
 *
 * @public
 */
export function CheckStatusBadge(props: {
  status: Check['status'];
  detail?: string;
}) {
  return (
    <StatusBadge
      presentation={CHECK_PRESENTATION[props.status]}
      detail={props.detail}
    />
  );
}

/**
 * Shows the sign-off status of a requirement or of a whole model.
 *
 * @public
 */
export function SignOffStatusBadge(props: {
  status: ModelSignOffStatus;
  detail?: string;
}) {
  return (
    <StatusBadge
      presentation={SIGN_OFF_PRESENTATION[props.status]}
      detail={props.detail}
    />
  );
}

/**
 * Shows the lifecycle stage of a version or of a model.
 *
 * @public
 */
export function StageBadge(props: { stage: LifecycleStage; detail?: string }) {
  const present = usePresentStage();
  return (
    <StatusBadge presentation={present(props.stage)} detail={props.detail} />
  );
}

/**
 * Shows what a deployment is doing.
 *
 * @public
 */
export function DeploymentStatusBadge(props: {
  status: DeploymentStatus;
  detail?: string;
}) {
  return (
    <StatusBadge
      presentation={DEPLOYMENT_PRESENTATION[props.status]}
      detail={props.detail}
    />
  );
}

/**
 * Shows the risk tier of a model.
 *
 * @public
 */
export function RiskTierBadge(props: { tier: RiskTier; detail?: string }) {
  return (
    <StatusBadge
      presentation={RISK_TIER_PRESENTATION[props.tier]}
      detail={props.detail}
    />
  );
}
