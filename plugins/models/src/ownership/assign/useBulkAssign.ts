import { useApi } from '@backstage/core-plugin-api';
import { OwnerAssignmentOutcome } from '@modelry/backstage-plugin-models-common';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { modelsApiRef } from '../../api';
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
  const [outcomes, setOutcomes] = useState<OwnerAssignmentOutcome[]>();
  const [progress, setProgress] = useState(0);

  const preview = useMutation(
    {
      mutationFn: ({ plan }: BulkDecision) => previewPlan(api.client, plan),
      onMutate: setDecision,
    },
    api.cache,
  );
  const apply = useMutation(
    {
      mutationFn: (plan: BulkStep[]) =>
        applyPlan(api.client, plan, {
          expected: new Map(
            preview.data?.map(({ modelRef, before }) => [modelRef, before]),
          ),
          reason: decision?.reason,
          onProgress: setProgress,
        }),
      onMutate: () => setProgress(0),
      onSuccess: async found => {
        setOutcomes(before => mergeOutcomes(before ?? [], found));
        await Promise.all(found.map(({ modelRef }) => api.refresh(modelRef)));
        await api.cache.invalidateQueries({ queryKey: ['models', 'orphans'] });
        options.onChanged();
      },
    },
    api.cache,
  );
  const refused =
    outcomes?.filter(({ outcome }) => outcome === 'refused') ?? [];
  return {
    preview,
    outcomes,
    refused,
    progress,
    isApplying: apply.isPending,
    apply: () =>
      decision && apply.mutate(only(decision.plan, toChange(preview.data))),
    /** Looks at those that were refused again, as they are now, and tries once more. */
    retry: async () => {
      if (decision) {
        const plan = only(
          decision.plan,
          refused.map(({ modelRef }) => modelRef),
        );
        const again = await preview.mutateAsync({ ...decision, plan });
        apply.mutate(only(plan, toChange(again)));
      }
    },
  };
}

function toChange(previewed: OwnerAssignmentOutcome[] | undefined): string[] {
  return (previewed ?? [])
    .filter(({ outcome }) => outcome === 'changed')
    .map(({ modelRef }) => modelRef);
}

function only(plan: readonly BulkStep[], modelRefs: readonly string[]) {
  return planOf(
    plan.flatMap(({ modelRefs: refs, owner }) =>
      refs
        .filter(modelRef => modelRefs.includes(modelRef))
        .map(modelRef => ({ modelRef, owner })),
    ),
  );
}

function mergeOutcomes(
  before: readonly OwnerAssignmentOutcome[],
  found: readonly OwnerAssignmentOutcome[],
): OwnerAssignmentOutcome[] {
  const renewed = new Set(found.map(({ modelRef }) => modelRef));
  return [...before.filter(({ modelRef }) => !renewed.has(modelRef)), ...found];
}
