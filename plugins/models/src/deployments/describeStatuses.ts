import {
  DEPLOYMENT_STATUSES,
  Deployment,
} from '@modelry/backstage-plugin-models-common';

/** Says how many deployments are in which status, e.g. `2 running, 1 unknown`. */
export function describeStatuses(
  deployments: ReadonlyArray<Pick<Deployment, 'status'>>,
): string {
  return DEPLOYMENT_STATUSES.flatMap(status => {
    const count = deployments.filter(one => one.status === status).length;
    return count > 0 ? [`${count} ${status}`] : [];
  }).join(', ');
}
