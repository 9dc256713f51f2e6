import {
  Check,
  DeploymentStatus,
  ModelSignOffStatus,
  MonitoringStatus,
  RiskTier,
} from '@modelry/backstage-plugin-models-common';
import {
  RiAlarmWarningLine,
  RiAlertLine,
  RiBugLine,
  RiCalendarCloseLine,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiEyeOffLine,
  RiForbidLine,
  RiGhostLine,
  RiHistoryLine,
  RiHourglassLine,
  RiInformationLine,
  RiLoopLeftLine,
  RiPlayCircleLine,
  RiQuestionLine,
  RiShieldCheckLine,
  RiShieldLine,
  RiStopCircleLine,
  RiTimeLine,
} from '@remixicon/react';
import { StatusPresentation } from './StatusBadge';

/** How each monitoring status of a model looks. */
export const MONITORING_PRESENTATION: Record<
  MonitoringStatus,
  StatusPresentation
> = {
  ok: { label: 'OK', tone: 'success', icon: RiCheckboxCircleLine },
  warning: { label: 'Warning', tone: 'warning', icon: RiErrorWarningLine },
  critical: { label: 'Critical', tone: 'danger', icon: RiAlarmWarningLine },
  stale: { label: 'Stale', tone: 'warning', icon: RiTimeLine },
  unmonitored: { label: 'Unmonitored', tone: 'neutral', icon: RiEyeOffLine },
};

/** How each status of a check looks. */
export const CHECK_PRESENTATION: Record<Check['status'], StatusPresentation> = {
  ok: MONITORING_PRESENTATION.ok,
  warning: MONITORING_PRESENTATION.warning,
  critical: MONITORING_PRESENTATION.critical,
  stale: MONITORING_PRESENTATION.stale,
  error: { label: 'Check failed', tone: 'warning', icon: RiBugLine },
};

/** How each sign-off status looks. */
export const SIGN_OFF_PRESENTATION: Record<
  ModelSignOffStatus,
  StatusPresentation
> = {
  approved: { label: 'Approved', tone: 'success', icon: RiShieldCheckLine },
  waived: { label: 'Waived', tone: 'info', icon: RiForbidLine },
  pending: { label: 'Pending', tone: 'info', icon: RiHourglassLine },
  outdated: { label: 'Outdated', tone: 'warning', icon: RiHistoryLine },
  expired: { label: 'Expired', tone: 'warning', icon: RiCalendarCloseLine },
  missing: { label: 'Missing', tone: 'warning', icon: RiShieldLine },
  rejected: { label: 'Rejected', tone: 'danger', icon: RiCloseCircleLine },
  'not-required': {
    label: 'Not required',
    tone: 'neutral',
    icon: RiInformationLine,
  },
};

/** How each status of a deployment looks. */
export const DEPLOYMENT_PRESENTATION: Record<
  DeploymentStatus,
  StatusPresentation
> = {
  running: { label: 'Running', tone: 'success', icon: RiPlayCircleLine },
  progressing: { label: 'Progressing', tone: 'info', icon: RiLoopLeftLine },
  degraded: { label: 'Degraded', tone: 'warning', icon: RiErrorWarningLine },
  failed: { label: 'Failed', tone: 'danger', icon: RiCloseCircleLine },
  stopped: { label: 'Stopped', tone: 'neutral', icon: RiStopCircleLine },
  unknown: { label: 'Unknown', tone: 'neutral', icon: RiQuestionLine },
  gone: { label: 'Gone', tone: 'neutral', icon: RiGhostLine },
};

/** How each risk tier looks. */
export const RISK_TIER_PRESENTATION: Record<RiskTier, StatusPresentation> = {
  minimal: { label: 'Minimal risk', tone: 'neutral', icon: RiInformationLine },
  limited: { label: 'Limited risk', tone: 'info', icon: RiInformationLine },
  high: { label: 'High risk', tone: 'warning', icon: RiAlertLine },
  unacceptable: {
    label: 'Unacceptable risk',
    tone: 'danger',
    icon: RiForbidLine,
  },
};
