import {
  Deployment,
  DeploymentChange,
  isActiveDeployment,
} from '@modelry/backstage-plugin-models-common';

/** One version that took the place of another. */
export interface VersionStep {
  before: string;
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
  const running = new Map<string, string>();
  const steps: VersionStep[] = [];
  const ordered = [...changes].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
  for (const { environment, name, version, at } of ordered) {
    const place = JSON.stringify([environment, name]);
    const before = running.get(place);
    if (before !== undefined && before !== version) {
      steps.push({ before, after: version, environment, at });
    }
    running.set(place, version);
  }
  const active = deployments.filter(isActiveDeployment);
  for (const { environment, role, version, since } of active) {
    const primary = active.find(
      one => one.environment === environment && one.role === 'primary',
    );
    if (role === 'canary' && primary && primary.version !== version) {
      const before = primary.version;
      steps.push({ before, after: version, environment, at: since });
    }
  }
  return steps.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).pop();
}
