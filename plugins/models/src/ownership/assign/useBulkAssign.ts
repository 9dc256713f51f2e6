import { useApi } from '@backstage/core-plugin-api';
import { OwnerAssignmentOutcome } from '@modelry/backstage-plugin-models-common';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ModelsApi, modelsApiRef } from '../../api';
import { BulkStep, applyPlan, planOf, previewPlan } from './bulkPlan';

/** What a person decided to do with many models. */
export interface BulkDecision {
  plan: BulkStep[];
  reason?: string;
}

/** Previews and carries out one change of the owners of many models. */
export function useBulkAssign(options: { onChanged: () => void }) {
  const api = useApi(modelsApiRef);
  const [decision, setDecision] = useState<BulkDecision>();
  const preview = useMutation(
    {
      mutationFn: ({ plan }: BulkDecision) => previewPlan(api.client, plan),
      onMutate: setDecision,
    },
    api.cache,
  );
  const applying = useApply(options);
  const { outcomes, apply } = applying;
  const refused =
    outcomes?.filter(({ outcome }) => outcome === 'refused') ?? [];
  const carryOut = (decided: BulkDecision, seen: OwnerAssignmentOutcome[]) =>
    apply.mutate({
      ...{ ...decided, plan: only(decided.plan, toChange(seen)), seen },
    });
  /** Looks at those that were refused again, as they are now, and tries once more. */
  const retry = () => {
    if (decision) {
      const plan = only(decision.plan, refsOf(refused));
      preview.mutate(
        { ...decision, plan },
        { onSuccess: seen => carryOut({ ...decision, plan }, seen) },
      );
    }
  };
  return {
    ...{ preview, outcomes, refused, retry },
    progress: applying.progress,
    stop: applying.stop,
    isApplying: apply.isPending,
    apply: () => decision && carryOut(decision, preview.data ?? []),
  };
}

/** What is to be carried out, and what was seen before somebody decided on it. */
type Carried = BulkDecision & { seen: OwnerAssignmentOutcome[] };

function useApply(options: { onChanged: () => void }) {
  const api = useApi(modelsApiRef);
  const [outcomes, setOutcomes] = useState<OwnerAssignmentOutcome[]>();
  const [progress, setProgress] = useState(0);
  const isStopped = useRef(false);
  const apply = useMutation(
    {
      mutationFn: ({ plan, reason, seen }: Carried) =>
        applyPlan(api.client, plan, {
          ...{ reason, expected: ownersIn(seen) },
          onProgress: setProgress,
          isStopped: () => isStopped.current,
        }),
      onMutate: () => {
        isStopped.current = false;
        setProgress(0);
      },
      onSuccess: async (found, { seen }) => {
        setOutcomes(before =>
          [before ?? [], seen, found].reduce(mergeOutcomes),
        );
        await refreshAll(api, found);
        options.onChanged();
      },
    },
    api.cache,
  );
  return {
    ...{ outcomes, progress, apply },
    /** Leaves those that were not begun as they are. */
    stop: () => {
      isStopped.current = true;
    },
  };
}

/** A change of the owners of many models that is under way. */
export type Bulk = ReturnType<typeof useBulkAssign>;

async function refreshAll(
  api: ModelsApi,
  outcomes: readonly OwnerAssignmentOutcome[],
): Promise<void> {
  const changed = outcomes.filter(({ outcome }) => outcome !== 'refused');
  await Promise.all(refsOf(changed).map(ref => api.refresh(ref)));
  await api.cache.invalidateQueries({ queryKey: ['models', 'orphans'] });
}

function ownersIn(previewed: readonly OwnerAssignmentOutcome[]) {
  return new Map(
    previewed.map(({ modelRef, before }) => [modelRef, before] as const),
  );
}

function refsOf(outcomes: readonly OwnerAssignmentOutcome[]): string[] {
  return outcomes.map(({ modelRef }) => modelRef);
}

function toChange(previewed: readonly OwnerAssignmentOutcome[]): string[] {
  return previewed
    .filter(({ outcome }) => outcome === 'changed')
    .map(({ modelRef }) => modelRef);
}

function only(plan: readonly BulkStep[], modelRefs: readonly string[]) {
  const wanted = new Set(modelRefs);
  return planOf(
    plan.flatMap(({ modelRefs: refs, owner }) =>
      refs
        .filter(modelRef => wanted.has(modelRef))
        .map(modelRef => ({ modelRef, owner })),
    ),
  );
}

function mergeOutcomes(
  before: readonly OwnerAssignmentOutcome[],
  found: readonly OwnerAssignmentOutcome[],
): OwnerAssignmentOutcome[] {
  const renewed = new Set(found.map(({ modelRef }) => modelRef));
  const titles = new Map(
    before.map(({ modelRef, title }) => [modelRef, title]),
  );
  return [
    ...before.filter(({ modelRef }) => !renewed.has(modelRef)),
    // What was not looked at says no title.
    ...found.map(outcome => ({
      ...outcome,
      title: outcome.title ?? titles.get(outcome.modelRef),
    })),
  ];
}
