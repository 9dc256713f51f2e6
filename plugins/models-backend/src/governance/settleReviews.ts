import {
  EffectiveRequirement,
  GovernanceRecord,
  JudgedRequirement,
  Lifecycle,
  ModelsConfig,
  Review,
  isEnded,
  isFulfilled,
  judgeStage,
  modelFacts,
  possibleMoves,
  stagePosition,
  stagesOnTheWayTo,
  unknownStage,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { Happening } from '../changes/ModelWrites';
import { LockedModel } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { enterStage } from '../lifecycle/enterStage';
import { StoredVersion, findVersion } from '../lifecycle/versions';
import { endReview } from './endReview';
import { governanceRecord } from './record';
import { requirementsInForceOf } from './requirements';

interface Settling {
  model: VisibleModel;
  config: ModelsConfig;
  /** Who did what may have been the last thing that was missing. */
  actor: string;
  now: Date;
}

/**
 * Ends the reviews that have all they asked for: where promotion is automatic their
 * version enters the stage, and where the version holds it already its sign-offs were
 * renewed.
 */
export async function settleReviews(
  tx: Knex.Transaction,
  locked: LockedModel,
  settling: Settling,
): Promise<Happening[]> {
  const happened: Happening[] = [];
  const short = { withoutComments: true };
  let record = await governanceRecord(tx, locked.modelRef, short);
  for (const { id, status } of record.reviews) {
    // A version that enters a stage may end more than one review.
    const review = record.reviews.find(one => one.id === id);
    const version =
      status === 'open' && review?.status === 'open'
        ? await findVersion(tx, locked.modelRef, review.version)
        : undefined;
    const settled =
      review && version
        ? await settle(tx, locked, { ...settling, record, review, version })
        : [];
    if (settled.length > 0) {
      record = await governanceRecord(tx, locked.modelRef, short);
    }
    happened.push(...settled);
  }
  return happened;
}

async function settle(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: Settling & {
    record: GovernanceRecord;
    review: Review;
    version: StoredVersion;
  },
): Promise<Happening[]> {
  const { model, config, actor, now, record, review, version } = options;
  const { lifecycle } = config;
  if (unknownStage(lifecycle, review.stage)) {
    // Nothing is asked for a stage that is not configured any more: that is no consent.
    return [];
  }
  const requirements = requirementsInForceOf(config, model, record);
  const judged = judgeStage({
    ...{ lifecycle, requirements, record, now, stage: review.stage },
    facts: modelFacts(model.entity),
    version: review.version,
  });
  if (judged.some(({ verdict }) => !isFulfilled(verdict))) {
    return [];
  }
  if (stagesOnTheWayTo(lifecycle, version.stage).includes(review.stage)) {
    return renew(tx, locked, {
      ...{ review, version, judged, actor, now, lifecycle, requirements },
    });
  }
  return config.governance.promotion === 'automatic' &&
    judged.length > 0 &&
    isPromotion(lifecycle, review, version)
    ? enterStage(tx, locked, {
        ...{ lifecycle, model, actor, requirements, record, now },
        version: {
          ...version,
          stage: review.stage,
          stageSince: now.toISOString(),
        },
        from: version.stage,
        promotion: 'automatic',
        reason: 'All sign-offs were there',
      })
    : [];
}

// Nothing takes a version back or out of use by itself, nor back into use, nor where no
// move leads.
function isPromotion(
  lifecycle: Lifecycle,
  { stage }: Review,
  version: StoredVersion,
): boolean {
  return (
    !isEnded(lifecycle, stage) &&
    possibleMoves(lifecycle, version.stage).includes(stage) &&
    stagePosition(lifecycle, stage) > stagePosition(lifecycle, version.stage)
  );
}

// Earlier approvals may still count for a while. The review goes on until each sign-off
// was given again in it: otherwise the first of several would send the others away.
async function renew(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: {
    review: Review;
    version: StoredVersion;
    judged: readonly JudgedRequirement[];
    requirements: readonly EffectiveRequirement[];
    lifecycle: Lifecycle;
    actor: string;
    now: Date;
  },
): Promise<Happening[]> {
  const { review, version, judged } = options;
  const renewed = judged.every(
    ({ requirement, verdict }) =>
      verdict.status === 'waived' ||
      verdict.decisions.filter(
        decision =>
          decision.decision === 'approved' &&
          !decision.ignoredBecause &&
          decision.reviewId === review.id,
      ).length >= requirement.minApprovals,
  );
  if (!renewed || judged.length === 0) {
    return [];
  }
  await endReview(tx, locked, {
    ...options,
    status: 'completed',
    reason: 'All sign-offs were renewed',
    versionDigest: version.digest,
  });
  return [{ feature: 'governance', action: 'review-closed' }];
}
