import {
  DeploymentChange,
  ModelVersion,
} from '@modelry/backstage-plugin-models-common';

/** A moment that is marked on the time axis of a plot. */
export interface Mark {
  at: number;
  /** Whether a version came into being then, or began to run. */
  what: 'created' | 'began';
  version: string;
  words: string;
}

/** What is known of a version, as far as a plot marks it. */
export type MarkedVersion = Pick<ModelVersion, 'version' | 'createdAt'>;

/**
 * Marks when versions came into being and when they began to run, the oldest first.
 *
 * @param isWhole - whether the changes are all there are, or the newest of them.
 */
export function marksOf(
  versions: readonly MarkedVersion[],
  changes: readonly DeploymentChange[],
  isWhole: boolean,
): Mark[] {
  return [
    ...versions.map(({ version, createdAt }) => ({
      ...{ at: Date.parse(createdAt), what: 'created' as const, version },
      words: `version ${version} created`,
    })),
    ...versionChanges(changes, isWhole).map(
      ({ at, version, environment, role }) => ({
        ...{ at: Date.parse(at), what: 'began' as const, version },
        words: `version ${version} in ${environment}${
          role === 'primary' ? '' : ` as ${role}`
        }`,
      }),
    ),
  ].sort((a, b) => a.at - b.at);
}

/**
 * Those changes of deployments with which another version began to run.
 *
 * @param changes - the newest first.
 * @param isWhole - whether these are all. Else nobody can tell what ran before the first
 *   change of a place.
 */
export function versionChanges(
  changes: readonly DeploymentChange[],
  isWhole: boolean,
): DeploymentChange[] {
  const running = new Map<string, string>();
  // Those of one moment come with the newest first.
  return [...changes]
    .reverse()
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .filter(change => {
      const key = JSON.stringify([change.environment, change.name]);
      const before = running.get(key);
      running.set(key, change.version);
      return before === undefined ? isWhole : before !== change.version;
    });
}
