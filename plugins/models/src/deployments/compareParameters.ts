import { ModelVersion } from '@modelry/backstage-plugin-models-common';

/** How the parameters of two versions compare. */
export interface ComparedParameters {
  /** Those that differ, by name; what a version does not tell is left out. */
  changed: Array<{ name: string; before?: string; after?: string }>;
  /** How many are the same in both. */
  same: number;
}

/** Holds the parameters of two versions against each other. */
export function compareParameters(
  before: Pick<ModelVersion, 'parameters'> | undefined,
  after: Pick<ModelVersion, 'parameters'> | undefined,
): ComparedParameters {
  const was = new Map(Object.entries(before?.parameters ?? {}));
  const is = new Map(Object.entries(after?.parameters ?? {}));
  const names = [...new Set([...was.keys(), ...is.keys()])].sort();
  const changed = names.filter(name => was.get(name) !== is.get(name));
  return {
    changed: changed.map(name => ({
      name,
      before: was.get(name),
      after: is.get(name),
    })),
    same: names.length - changed.length,
  };
}
