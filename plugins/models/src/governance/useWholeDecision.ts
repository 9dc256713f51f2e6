import { useApi } from '@backstage/core-plugin-api';
import {
  Decision,
  ModelOverview,
} from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { modelsApiRef } from '../api';
import { Loadable, toLoadable } from '../api/Loadable';
import { modelKey } from '../api/queryKeys';

/**
 * All that was written in a decision, which an answer with many may have shortened.
 *
 * @returns the decision as it is known, and how to `load` the rest when there is more.
 */
export function useWholeDecision<T extends Decision>(
  modelRef: string,
  decision: T,
): {
  decision: T;
  rest?: { load: () => void; isLoading: boolean; error?: Error };
} {
  const { client, cache } = useApi(modelsApiRef);
  const [isWanted, setWanted] = useState(false);
  const query = useQuery(
    {
      queryKey: modelKey(modelRef, 'decision', decision.id),
      queryFn: () => client.getDecision(modelRef, decision.id),
      enabled: isWanted,
    },
    cache,
  );
  if (!decision.shortened) {
    return { decision };
  }
  if (query.data) {
    const { comment, evidence, withdrawn } = query.data;
    return { decision: { ...decision, comment, evidence, withdrawn } };
  }
  return {
    decision,
    rest: {
      load: () => (isWanted ? query.refetch() : setWanted(true)),
      isLoading: query.isFetching,
      ...(query.error && { error: query.error }),
    },
  };
}

/** Loads what an overview shortened, so that a record of it says everything. */
export function useWholeOverview(
  modelRef: string,
  overview: ModelOverview | undefined,
): Loadable<ModelOverview> {
  const { client, cache } = useApi(modelsApiRef);
  const shortened = (overview?.governance.requirements ?? [])
    .flatMap(({ decisions }) => decisions)
    .filter(decision => decision.shortened);
  const query = useQuery(
    {
      queryKey: modelKey(
        modelRef,
        'decisions',
        'whole',
        ...shortened.map(({ id }) => id),
      ),
      queryFn: async () => {
        const whole = new Map<string, Decision>();
        // One after the other: all at once would be a burst.
        for (const { id } of shortened) {
          whole.set(id, await client.getDecision(modelRef, id));
        }
        return whole;
      },
      enabled: shortened.length > 0,
    },
    cache,
  );
  if (!overview || shortened.length === 0) {
    return { ...toLoadable(query), data: overview, isLoading: false };
  }
  const { data: whole, ...state } = toLoadable(query);
  return { ...state, data: whole && withDecisions(overview, whole) };
}

function withDecisions(
  overview: ModelOverview,
  whole: ReadonlyMap<string, Decision>,
): ModelOverview {
  const { governance } = overview;
  return {
    ...overview,
    governance: {
      ...governance,
      requirements: governance.requirements.map(requirement => ({
        ...requirement,
        decisions: requirement.decisions.map(decision => ({
          ...decision,
          ...(whole.get(decision.id) ?? {}),
        })),
      })),
    },
  };
}
