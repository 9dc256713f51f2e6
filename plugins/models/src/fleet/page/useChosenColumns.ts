import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useMemo, useState } from 'react';
import { FLEET_COLUMNS, USUAL_COLUMNS } from './fleetColumns';

const BUCKET = 'models-fleet';
const KEY = 'columns';

/**
 * The columns that a person chose for the list of models, wherever they sign in.
 *
 * @returns the columns, and how to choose others.
 */
export function useChosenColumns(): [
  readonly string[],
  (columns: readonly string[]) => void,
] {
  const storage = useApi(storageApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const [stored, setStored] = useState<unknown>(
    () => bucket.snapshot(KEY).value,
  );
  useEffect(() => {
    const subscription = bucket.observe$(KEY).subscribe(({ value }) => {
      setStored(value);
    });
    return () => subscription.unsubscribe();
  }, [bucket]);
  const chosen = useMemo(() => knownColumns(stored), [stored]);
  return [
    chosen,
    columns => {
      setStored(columns);
      bucket.set(KEY, [...columns]);
    },
  ];
}

// What was chosen before may name columns that are no more.
function knownColumns(stored: unknown): readonly string[] {
  if (!Array.isArray(stored)) {
    return USUAL_COLUMNS;
  }
  return FLEET_COLUMNS.map(({ id }) => id).filter(id => stored.includes(id));
}
