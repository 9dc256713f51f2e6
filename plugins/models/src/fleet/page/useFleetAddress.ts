import { FleetFilter } from '@modelry/backstage-plugin-models-common';
import { useCallback, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import { FleetAddress, readAddress, writeAddress } from './fleetAddress';

/** Which models are listed, and how to list others. */
export interface FleetNavigation {
  address: FleetAddress;
  /** Says which arrival it is when somebody came here and asked for nothing in particular. */
  arrival?: string;
  /** How many pages come before; unknown when a link led to a later page. */
  pagesBefore: number | undefined;
  /**
   * Lists other models, from the first page on.
   *
   * @param options - `replace` leaves no entry in the history of the browser.
   */
  change: (
    part: Partial<Omit<FleetAddress, 'cursor'>>,
    options?: { replace?: boolean },
  ) => void;
  setFilter: (filter: FleetFilter) => void;
  showNext: (cursor: string) => void;
  showPrevious: () => void;
  showFirst: () => void;
}

/**
 * Keeps in the address of the page which models are listed, so that it can be shared,
 * reloaded and gone back to.
 */
export function useFleetAddress(): FleetNavigation {
  const [params, setParams] = useSearchParams();
  const { state, search, key } = useLocation();
  const address = useMemo(() => readAddress(params), [params]);
  const cursors = useMemo(() => cursorsIn(state), [state]);
  const show = useCallback(
    (
      next: FleetAddress,
      options: { replace?: boolean; cursors?: readonly string[] } = {},
    ) =>
      setParams(writeAddress(next), {
        replace: options.replace,
        state: { cursors: options.cursors ?? [] },
      }),
    [setParams],
  );
  const change = useCallback<FleetNavigation['change']>(
    (part, options) =>
      show({ ...address, cursor: undefined, ...part }, options),
    [address, show],
  );
  const isTraced = address.cursor === cursors[cursors.length - 1];
  return {
    address,
    // Whoever clears the filters leaves a trace of having been here.
    ...(search === '' && !isTrace(state) && { arrival: key }),
    pagesBefore: isTraced ? cursors.length : undefined,
    change,
    setFilter: useCallback(filter => change({ filter }), [change]),
    showNext: cursor =>
      show(
        { ...address, cursor },
        { cursors: isTraced ? [...cursors, cursor] : [] },
      ),
    showPrevious: () => {
      const before = isTraced ? cursors.slice(0, -1) : [];
      show(
        { ...address, cursor: before[before.length - 1] },
        { cursors: before },
      );
    },
    showFirst: () => change({}),
  };
}

/** The cursors of the pages that led here, which the browser keeps with its history. */
function cursorsIn(state: unknown): string[] {
  const cursors = isTrace(state) ? state.cursors : [];
  return Array.isArray(cursors)
    ? cursors.filter(cursor => typeof cursor === 'string')
    : [];
}

function isTrace(state: unknown): state is { cursors: unknown } {
  return typeof state === 'object' && state !== null && 'cursors' in state;
}
