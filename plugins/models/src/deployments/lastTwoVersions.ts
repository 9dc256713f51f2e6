import {
  Deployment,
  DeploymentChange,
  isActiveDeployment,
} from '@modelry/backstage-plugin-models-common';
import { VersionChangeOf, versionSteps } from './versionSteps';

/** One version that took the place of another. */
export interface VersionStep extends VersionChangeOf {
  after: string;
  environment: string;
  at: string;
}

/**
 * Finds the newest step from one version to another: in one place, or, as long as a
 * canary runs, from the primary one to it.
 */
export function lastTwoVersions(
  deployments: readonly Deployment[],
  changes: readonly DeploymentChange[],
): VersionStep | undefined {
  const steps: VersionStep[] = [...versionSteps(changes)].map(
    ([{ version: after, environment, at }, step]) => ({
      ...{ after, environment, at },
      ...step,
    }),
  );
  const active = deployments.filter(isActiveDeployment);
  for (const { environment, role, version, since } of active) {
    const primary = active.find(
      one => one.environment === environment && one.role === 'primary',
    );
    if (role === 'canary' && primary && primary.version !== version) {
      const before = primary.version;
      steps.push({
        ...{ before, after: version, environment, at: since },
        isRollback: false,
      });
    }
  }
  return steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).pop();
}
