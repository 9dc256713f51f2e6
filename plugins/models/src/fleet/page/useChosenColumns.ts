import { useMemo } from 'react';
import { FLEET_COLUMNS, USUAL_COLUMNS } from './fleetColumns';
import { useKept } from './useKept';

/**
 * The columns that a person chose for the list of models, wherever they sign in.
 *
 * @returns the columns, and how to choose others.
 */
export function useChosenColumns(): [
  readonly string[],
  (columns: readonly string[]) => void,
] {
  const { kept, keepInPassing } = useKept('columns');
  const chosen = useMemo(() => knownColumns(kept), [kept]);
  return [chosen, columns => keepInPassing([...columns])];
}

/** Those of the named columns that there are; what was chosen may name others. */
export function knownColumns(named: unknown): readonly string[] {
  if (!Array.isArray(named)) {
    return USUAL_COLUMNS;
  }
  return FLEET_COLUMNS.map(({ id }) => id).filter(id => named.includes(id));
}
