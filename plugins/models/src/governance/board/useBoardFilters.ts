import {
  riskTierSchema,
  signOffStatusSchema,
  RiskTier,
  SignOffStatus,
} from '@modelry/backstage-plugin-models-common';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** Which rows of the board are shown. */
export interface BoardFilters {
  owner?: string;
  system?: string;
  riskTier?: RiskTier;
  requirement?: string;
  status?: SignOffStatus;
  days: number;
}

/** How many days ahead the board looks for what expires. */
export const HORIZONS = [30, 60, 90] as const;

const LONGEST_HORIZON = 90;

/**
 * Reads the filters of the board from the address, where they can be shared.
 *
 * @returns also how to set one; setting it to nothing removes it.
 */
export function useBoardFilters(): {
  filters: BoardFilters;
  isFiltered: boolean;
  setFilter: (name: keyof BoardFilters, value: string | undefined) => void;
  clear: () => void;
} {
  const [params, setParams] = useSearchParams();
  const days = HORIZONS.find(d => String(d) === params.get('days'));
  const filters: BoardFilters = {
    owner: params.get('owner') || undefined,
    system: params.get('system') || undefined,
    // What somebody wrote into the address and no filter knows is ignored.
    riskTier: riskTierSchema.safeParse(params.get('riskTier')).data,
    requirement: params.get('requirement') || undefined,
    status: signOffStatusSchema.safeParse(params.get('status')).data,
    days: days ?? LONGEST_HORIZON,
  };
  const setFilter = useCallback(
    (name: keyof BoardFilters, value: string | undefined) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          if (value) {
            after.set(name, value);
          } else {
            after.delete(name);
          }
          return after;
        },
        { replace: true },
      ),
    [setParams],
  );
  const { owner, system, riskTier, requirement, status } = filters;
  return {
    filters,
    isFiltered: [owner, system, riskTier, requirement, status].some(Boolean),
    setFilter,
    clear: useCallback(() => setParams({}, { replace: true }), [setParams]),
  };
}

/** The filters that every view of the board understands. */
export function modelFilters({ owner, system, riskTier }: BoardFilters) {
  return { owner, system, riskTier };
}
