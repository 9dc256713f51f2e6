import { DeploymentStatus } from '@modelry/backstage-plugin-models-common';
import { Resource, Serving } from './resources';

type ReportedStatus = Exclude<DeploymentStatus, 'gone'>;

const STOP = 'serving.kserve.io/stop';
const BLOCKED = ['BlockedByFailedLoad', 'InvalidSpec'];

/** The condition that sums up the others, by kind. */
const READY: Record<Resource, string> = {
  inferenceservices: 'Ready',
  llminferenceservices: 'Ready',
  seldonmodels: 'ModelReady',
};

/**
 * How something that serves a model does, as it says of itself. That it is ready does not
 * prove that it answers well.
 */
export function statusOf(resource: Resource, serving: Serving): ReportedStatus {
  const { metadata, status } = serving;
  const condition = (type: string) =>
    status.conditions.find(one => one.type === type)?.status;
  if (
    condition('Stopped') === 'True' ||
    metadata.annotations[STOP] === 'true'
  ) {
    return 'stopped';
  }
  const { generation = 0 } = metadata;
  if (
    status.observedGeneration !== undefined &&
    generation > status.observedGeneration
  ) {
    return 'progressing';
  }
  const isBlocked =
    BLOCKED.includes(status.modelStatus.transitionStatus ?? '') ||
    // No part of what Ready sums up: the configuration cannot be put together.
    condition('PresetsCombined') === 'False';
  switch (condition(READY[resource])) {
    case 'True':
      // What ran before still does.
      return isBlocked ? 'degraded' : 'running';
    case 'False':
      return 'failed';
    default:
      return isBlocked ? 'failed' : 'progressing';
  }
}

const ROUTED = ['PredictorRouteReady', 'RoutesReady'];

/**
 * How the revision beside the newest one does: that the newest cannot start does not take it
 * down, as long as requests are led to it.
 */
export function statusOfOlder(
  resource: Resource,
  serving: Serving,
): ReportedStatus {
  const status = statusOf(resource, serving);
  const isRouted = serving.status.conditions.some(
    one => ROUTED.includes(one.type) && one.status === 'True',
  );
  return status === 'failed' && isRouted ? 'degraded' : status;
}
