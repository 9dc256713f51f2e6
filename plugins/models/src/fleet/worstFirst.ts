import {
  ModelSummary,
  MonitoringStatus,
  SIGN_OFF_STATUSES,
} from '@modelry/backstage-plugin-models-common';

const MONITORING_WORST_FIRST: readonly MonitoringStatus[] = [
  'critical',
  'warning',
  'stale',
  'unmonitored',
  'ok',
];

/**
 * Orders models by how much they want attention, the most first.
 *
 * @remarks
 *
 * What runs without sign-offs outranks what is drifting, and that outranks sign-offs
 * that are merely open. Of equals the name decides, so that rows keep their places.
 */
export function compareWorstFirst(a: ModelSummary, b: ModelSummary): number {
  return (
    Math.sign(b.unsanctioned) - Math.sign(a.unsanctioned) ||
    monitoringRank(a) - monitoringRank(b) ||
    signOffRank(b) - signOffRank(a) ||
    a.modelRef.localeCompare(b.modelRef)
  );
}

function monitoringRank({ monitoring }: ModelSummary): number {
  return MONITORING_WORST_FIRST.indexOf(monitoring);
}

function signOffRank({ signOff }: ModelSummary): number {
  return signOff === 'not-required' ? -1 : SIGN_OFF_STATUSES.indexOf(signOff);
}
