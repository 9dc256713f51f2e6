import {
  EffectiveRequirement,
  LedgerAct,
  Lifecycle,
  Review,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { LockedModel } from '../database/ModelsDatabase';
import { appendLedgerEntry } from './ledgerEntries';
import { onTheWayTo, policiesInLedger } from './requirements';
import { markClosed } from './reviews';

/** Ends an open review, in the ledger and in its projection. */
export async function endReview(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: {
    review: Review;
    status: 'completed' | 'closed';
    actor: string;
    reason: string;
    versionDigest?: string;
    /** All that is asked of the model now. */
    requirements: readonly EffectiveRequirement[];
    lifecycle: Lifecycle;
    now: Date;
  },
): Promise<Review> {
  const { review, status, actor, reason, versionDigest, now } = options;
  const asked = onTheWayTo(
    options.lifecycle,
    review.stage,
    options.requirements,
  );
  const body: LedgerAct['body'] = {
    reviewId: review.id,
    version: review.version,
    ...(versionDigest && { versionDigest }),
    stage: review.stage,
    outcome: status,
    reason,
    policies: policiesInLedger(asked),
  };
  const entry = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      modelRef: locked.modelRef,
      recordedAt: now.toISOString(),
      actor,
      action: 'review-closed',
      body,
    },
  });
  const closed = { by: actor, at: entry.recordedAt, reason };
  await markClosed(tx, review.id, { status, closed });
  return { ...review, status, closed };
}
