import { errorApiRef, storageApiRef, useApi } from '@backstage/core-plugin-api';
import { toError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import { useCallback, useEffect, useMemo, useState } from 'react';

const BUCKET = 'models-fleet';

/** Something that is kept for a person, wherever they sign in. */
export interface Kept {
  kept: unknown;
  /** Whether it has been found out what is kept. */
  isKnown: boolean;
  /** Keeps something else; rejects when that is not possible, and nothing has changed. */
  keep: (value: JsonValue) => Promise<void>;
  /** Keeps something else, and says in passing when that is not possible. */
  keepInPassing: (value: JsonValue) => void;
}

/**
 * Keeps something about the list of models for the person who looks at it.
 *
 * @param key - names what is kept.
 */
export function useKept(key: string): Kept {
  const storage = useApi(storageApiRef);
  const errors = useApi(errorApiRef);
  const bucket = useMemo(() => storage.forBucket(BUCKET), [storage]);
  const [snapshot, setSnapshot] = useState(() =>
    bucket.snapshot<JsonValue>(key),
  );
  useEffect(() => {
    const subscription = bucket.observe$<JsonValue>(key).subscribe(setSnapshot);
    return () => subscription.unsubscribe();
  }, [bucket, key]);
  const keep = useCallback(
    async (after: JsonValue) => {
      // Seen at once.
      setSnapshot({ key, presence: 'present', value: after });
      try {
        await bucket.set(key, after);
      } catch (error) {
        setSnapshot(snapshot);
        throw error;
      }
    },
    [bucket, key, snapshot],
  );
  return {
    kept: snapshot.value,
    isKnown: snapshot.presence !== 'unknown',
    keep,
    keepInPassing: after =>
      keep(after).catch(error => errors.post(toError(error))),
  };
}
