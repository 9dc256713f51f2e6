import { useApi } from '@backstage/core-plugin-api';
import { useMutation } from '@tanstack/react-query';
import { modelsApiRef } from '../../api';
import { SavedViews } from './savedViews';

/** Saves views, and says how that went. */
export function useSaving(
  save: (views: SavedViews) => Promise<void>,
  onDone: () => void,
) {
  const { cache } = useApi(modelsApiRef);
  const { mutate, isPending, error, reset } = useMutation(
    { mutationFn: save, onSuccess: onDone },
    cache,
  );
  return { send: mutate, isPending, error, forget: reset };
}
