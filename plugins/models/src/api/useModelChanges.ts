import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';
import { modelsApiRef } from './ModelsApi';

const WITHOUT_SIGNALS_MS = 30_000;
// A broken socket says nothing: without this a page that stays open would age unnoticed.
const WITH_SIGNALS_MS = 120_000;

/** Says how often to ask although nobody said that something changed. */
export function usePollingInterval(): number {
  return useApiHolder().get(signalApiRef)
    ? WITH_SIGNALS_MS
    : WITHOUT_SIGNALS_MS;
}

/** Keeps what is shown of models current while the component is on the screen. */
export function useModelChanges(
  models: ReadonlyArray<{ modelRef: string; channel: string }>,
): void {
  const api = useApi(modelsApiRef);
  const signals = useApiHolder().get(signalApiRef);
  // The answers are new objects after every fetch; only other channels are other watches.
  const watched = JSON.stringify(
    models.map(({ modelRef, channel }) => [modelRef, channel]).sort(),
  );

  useEffect(() => {
    if (!signals) {
      return undefined;
    }
    const pairs: Array<[string, string]> = JSON.parse(watched);
    const ends = pairs.map(([modelRef, channel]) =>
      api.watch({ modelRef, channel, signals }),
    );
    return () => ends.forEach(end => end());
  }, [api, signals, watched]);
}
