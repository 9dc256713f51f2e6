import { DeploymentRole } from '@modelry/backstage-plugin-models-common';

const ROLES: Record<DeploymentRole, string> = {
  primary: 'Primary',
  canary: 'Canary',
  shadow: 'Shadow',
  challenger: 'Challenger',
};

/** Names the role of a deployment. */
export function describeRole(role: DeploymentRole): string {
  return ROLES[role];
}
