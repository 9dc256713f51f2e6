import {
  MAX_OWNER_ASSIGNMENTS,
  OwnerAssignmentOutcome,
} from '@modelry/backstage-plugin-models-common';
import { ModelsScreenClient } from '../../api';
import { explainError } from '../../frame';

/** Models that are to get the same owner, or, without one, back their declared owners. */
export interface BulkStep {
  modelRefs: string[];
  owner?: string;
}

/**
 * So many at once that progress is seen, and that the new owner is not told of each few
 * of a thousand models: there is one notification for each batch.
 */
const BATCH = 100;

/** Brings models that are to get the same owner together. */
export function planOf(
  wanted: ReadonlyArray<{ modelRef: string; owner?: string }>,
): BulkStep[] {
  const steps = new Map<string | undefined, string[]>();
  for (const { modelRef, owner } of wanted) {
    steps.set(owner, [...(steps.get(owner) ?? []), modelRef]);
  }
  return [...steps].map(([owner, modelRefs]) => ({
    modelRefs,
    ...(owner && { owner }),
  }));
}

/** Asks what a plan would change. */
export async function previewPlan(
  client: ModelsScreenClient,
  plan: readonly BulkStep[],
): Promise<OwnerAssignmentOutcome[]> {
  return runSteps(client, inBatches(plan, MAX_OWNER_ASSIGNMENTS), {
    dryRun: true,
  });
}

/**
 * Carries a plan out, batch by batch.
 *
 * A batch that cannot be sent is reported for each of its models; the others go on, until
 * somebody stops it. What was not begun then is reported as refused.
 *
 * @param options - `expected` is who owned each model in the preview.
 */
export async function applyPlan(
  client: ModelsScreenClient,
  plan: readonly BulkStep[],
  options: {
    expected: ReadonlyMap<string, string | undefined>;
    reason?: string;
    onProgress: (done: number) => void;
    isStopped: () => boolean;
  },
): Promise<OwnerAssignmentOutcome[]> {
  const { expected, reason, onProgress, isStopped } = options;
  const outcomes: OwnerAssignmentOutcome[] = [];
  for (const step of inBatches(plan, BATCH)) {
    if (isStopped()) {
      const error = new Error('Stopped before its turn; it is as it was');
      outcomes.push(...step.modelRefs.map(ref => failed(ref, error)));
      continue;
    }
    try {
      outcomes.push(
        ...(await runSteps(client, [step], {
          ...(reason && { reason }),
          expectedOwners: Object.fromEntries(
            step.modelRefs.map(ref => [ref, expected.get(ref) ?? null]),
          ),
        })),
      );
    } catch (error) {
      outcomes.push(...step.modelRefs.map(ref => failed(ref, error)));
    }
    onProgress(outcomes.length);
  }
  return outcomes;
}

async function runSteps(
  client: ModelsScreenClient,
  steps: readonly BulkStep[],
  options: {
    dryRun?: boolean;
    reason?: string;
    expectedOwners?: Record<string, string | null>;
  },
): Promise<OwnerAssignmentOutcome[]> {
  const outcomes: OwnerAssignmentOutcome[] = [];
  for (const { modelRefs, owner } of steps) {
    const { items } = await client.assignOwners({
      modelRefs,
      ...(owner ? { owner } : { revert: true }),
      ...options,
    });
    outcomes.push(...items);
  }
  return outcomes;
}

function inBatches(plan: readonly BulkStep[], size: number): BulkStep[] {
  return plan.flatMap(step =>
    Array.from({ length: Math.ceil(step.modelRefs.length / size) }, (_, i) => ({
      ...step,
      modelRefs: step.modelRefs.slice(i * size, (i + 1) * size),
    })),
  );
}

function failed(modelRef: string, error: unknown): OwnerAssignmentOutcome {
  const message = error instanceof Error ? explainError(error) : String(error);
  return {
    modelRef,
    outcome: 'refused',
    problem: { code: 'failed', message },
  };
}
