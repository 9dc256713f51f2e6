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

/** Marks when versions came into being and when they began to run, the oldest first. */
export function marksOf(
  versions: readonly MarkedVersion[],
  changes: readonly DeploymentChange[],
): Mark[] {
  return [
    ...versions.map(({ version, createdAt }) => ({
      ...{ at: Date.parse(createdAt), what: 'created' as const, version },
      words: `version ${version} created`,
    })),
    ...versionChanges(changes).map(({ at, version, environment, role }) => ({
      ...{ at: Date.parse(at), what: 'began' as const, version },
      words: `version ${version} in ${environment}${
        role === 'primary' ? '' : ` as ${role}`
      }`,
    })),
  ].sort((a, b) => a.at - b.at);
}

/** Those changes of deployments with which another version began to run. */
export function versionChanges(
  changes: readonly DeploymentChange[],
): DeploymentChange[] {
  const running = new Map<string, string>();
  return [...changes]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .filter(change => {
      const key = JSON.stringify([change.environment, change.name]);
      const isNew = running.get(key) !== change.version;
      running.set(key, change.version);
      return isNew;
    });
}
