import { DeploymentChange } from '@modelry/backstage-plugin-models-common';

/** What a change of a deployment did to the version that runs there. */
export interface VersionChangeOf {
  /** The version that ran there before. */
  before: string;
  /** Whether the new one had run there before it, so that this is a way back. */
  isRollback: boolean;
}

/**
 * Tells which changes of deployments put another version in the place of one.
 *
 * @param changes - in any order; those that are left out cannot be told of.
 * @returns for each change what it did, and nothing for one that left the version.
 */
export function versionSteps<T extends DeploymentChange>(
  changes: readonly T[],
): Map<T, VersionChangeOf> {
  const places = new Map<string, { current: string; past: Set<string> }>();
  const steps = new Map<T, VersionChangeOf>();
  // Those of one moment come with the newest first.
  const ordered = [...changes]
    .reverse()
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  for (const change of ordered) {
    const { environment, name, version } = change;
    const place = JSON.stringify([environment, name]);
    const known = places.get(place);
    if (known && known.current !== version) {
      const { current: before, past } = known;
      steps.set(change, { before, isRollback: past.has(version) });
    }
    const past = known?.past ?? new Set<string>();
    places.set(place, { current: version, past: past.add(version) });
  }
  return steps;
}
