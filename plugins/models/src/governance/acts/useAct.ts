import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { toastApiRef, useApiHolder } from '@backstage/frontend-plugin-api';
import { useMutation } from '@tanstack/react-query';
import { ModelsScreenClient, modelsApiRef } from '../../api';

const TOAST_MS = 5_000;
const CONFLICT = 409;
// The server refused because of what changed or was hidden: show how it is now.
const REFUSED = [403, 404, CONFLICT];

/** How an act of a person is sent and what is said of it. */
export interface ActOptions<I> {
  /** Entity ref of the model that is acted on. */
  modelRef: string;
  act: (client: ModelsScreenClient, input: I) => Promise<unknown>;
  /** What was done, in words for whoever did it. */
  done: (input: I) => string;
  /** Called when the page shows what follows from the act. */
  onDone?: () => void;
  /** Called when the page shows how things are after a refusal. */
  onRefused?: (error: Error) => void;
}

/** An act that can be sent, and how the last attempt went. */
export interface Act<I> {
  send: (input: I) => void;
  isPending: boolean;
  error: Error | null;
  /** Forgets why the last attempt failed. */
  forget: () => void;
}

/**
 * Sends what a person does to a model.
 *
 * @remarks
 *
 * Nothing is sent twice at once. The page is current when {@link ActOptions.onDone}
 * or {@link ActOptions.onRefused} is called.
 */
export function useAct<I>(options: ActOptions<I>): Act<I> {
  const { modelRef, act, done, onDone, onRefused } = options;
  const api = useApi(modelsApiRef);
  const toast = useApiHolder().get(toastApiRef);
  const { mutate, isPending, error, reset } = useMutation(
    {
      mutationFn: (input: I) => act(api.client, input),
      onSuccess: async (_, input) => {
        await api.refresh(modelRef);
        toast?.post({
          title: done(input),
          status: 'success',
          timeout: TOAST_MS,
        });
        onDone?.();
      },
      onError: async (cause: Error) => {
        if (ResponseError.is(cause) && REFUSED.includes(cause.statusCode)) {
          await api.refresh(modelRef);
        }
        onRefused?.(cause);
      },
    },
    api.cache,
  );
  return {
    send: input => {
      if (!isPending) {
        mutate(input);
      }
    },
    isPending,
    error,
    forget: reset,
  };
}

/** Tells whether something has changed since the person saw it. */
export function isConflict(error: Error): boolean {
  return ResponseError.is(error) && error.statusCode === CONFLICT;
}
