import { ConflictError, InputError } from '@backstage/errors';
import {
  LedgerAct,
  Lifecycle,
  LifecycleStage,
  ModelsConfig,
  Review,
  isEnded,
  modelFacts,
  stagesOnTheWayTo,
  supersededReviews,
} from '@modelry/backstage-plugin-models-common';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { Happening } from '../changes/ModelWrites';
import { LockedModel } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { assertReviewableStage } from '../lifecycle/configuredStage';
import {
  StoredVersion,
  findReportedVersion,
  findVersions,
} from '../lifecycle/versions';
import { reviewsWithDecisions } from './decisions';
import { endReview } from './endReview';
import { factsInLedger } from './facts';
import { appendLedgerEntry } from './ledgerEntries';
import { findReview, insertReview, reviewsByModel } from './reviews';
import { onTheWayTo, policiesInLedger, requirementsOf } from './requirements';
import { settleReviews } from './settleReviews';

/** Somebody who wants a version to enter a stage. */
export interface OpeningAct {
  model: VisibleModel;
  version: string;
  stage: LifecycleStage;
  note?: string;
  /** Whether it takes the place of those of older versions, see `supersededReviews`. */
  supersedes?: boolean;
  actor: string;
  config: ModelsConfig;
  now: Date;
}

/** The review, and whether it was opened by this act. */
export interface OpenedReview {
  opened: boolean;
  review: Review;
  happened: Happening[];
}

/**
 * Opens a review of a version for a stage, unless one is open.
 *
 * @throws `InputError` when the version does not exist, and `ConflictError` when it is
 *   beyond the stage already.
 */
export async function openReview(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: OpeningAct,
): Promise<OpenedReview> {
  const { modelRef } = locked;
  const version = await findReportedVersion(tx, modelRef, act.version);
  if (!version) {
    throw new InputError(
      `body.version: '${modelRef}' has no version '${act.version}'; report it first`,
    );
  }
  assertAhead(act.config.lifecycle, version, act.stage);
  const reviews = (await reviewsByModel(tx, [modelRef])).get(modelRef) ?? [];
  const open = reviews.find(
    review =>
      review.status === 'open' &&
      review.version === act.version &&
      review.stage === act.stage,
  );
  if (open) {
    return { opened: false, review: open, happened: [] };
  }
  const review = await append(tx, locked, act, version);
  const superseded = act.supersedes
    ? await supersede(tx, locked, { act, reviews, version })
    : [];
  // Sign-offs that are good for every version may all be there.
  const settled = await settleReviews(tx, locked, act);
  return {
    opened: true,
    review: (await findReview(tx, modelRef, review.id)) ?? review,
    happened: [
      { feature: 'governance', action: 'review-opened' },
      ...superseded,
      ...settled,
    ],
  };
}

async function supersede(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: {
    act: OpeningAct;
    reviews: readonly Review[];
    version: StoredVersion;
  },
): Promise<Happening[]> {
  const { act, reviews, version } = options;
  const { modelRef } = locked;
  const { config, actor, model, now } = act;
  const open = reviews.filter(({ status }) => status === 'open');
  if (open.length === 0) {
    return [];
  }
  const versions = await findVersions(
    tx,
    modelRef,
    open.map(review => review.version),
  );
  const superseded = supersededReviews({
    opened: { ...act, openedBy: actor },
    reviews: open,
    decisions: await reviewsWithDecisions(tx, modelRef),
    registeredAt: new Map(
      [...versions, version].map(one => [one.version, one.registeredAt]),
    ),
  });
  for (const review of superseded) {
    await endReview(tx, locked, {
      ...{ review, actor, now, status: 'closed' },
      reason: `Version '${version.version}' was registered since, and its review takes the place of this one`,
      versionDigest: versions.find(one => one.version === review.version)
        ?.digest,
      requirements: requirementsOf(config, model),
      lifecycle: config.lifecycle,
    });
  }
  return superseded.map(() => ({
    feature: 'governance',
    action: 'review-closed',
  }));
}

function assertAhead(
  lifecycle: Lifecycle,
  version: StoredVersion,
  stage: LifecycleStage,
): void {
  assertReviewableStage(lifecycle, stage, 'body.stage');
  const passed = stagesOnTheWayTo(lifecycle, version.stage);
  if (
    !isEnded(lifecycle, version.stage) &&
    passed.includes(stage) &&
    stage !== version.stage
  ) {
    throw new ConflictError(
      `body.stage: version '${version.version}' is in ${version.stage} already, beyond ${stage}; open a review for ${version.stage} to renew its sign-offs`,
    );
  }
}

async function append(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: OpeningAct,
  { version, digest }: StoredVersion,
): Promise<Review> {
  const { model, stage, note, actor, config, now } = act;
  const id = randomUUID();
  const requirements = onTheWayTo(
    config.lifecycle,
    stage,
    requirementsOf(config, model),
  );
  const body: LedgerAct['body'] = {
    reviewId: id,
    version,
    ...(digest && { versionDigest: digest }),
    stage,
    ...(note && { note }),
    requirements: requirements.map(requirement => ({
      requirement: requirement.id,
      requirementDigest: requirement.digest,
      stage: requirement.stage,
    })),
    policies: policiesInLedger(requirements),
    facts: factsInLedger(modelFacts(model.entity)),
  };
  const entry = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      modelRef: locked.modelRef,
      recordedAt: now.toISOString(),
      actor,
      action: 'review-opened',
      body,
    },
  });
  const review: Review = {
    ...{ id, version, stage, status: 'open' },
    ...(note && { note }),
    openedBy: actor,
    openedAt: entry.recordedAt,
    sequence: entry.sequence,
  };
  await insertReview(tx, locked.modelRef, review);
  return review;
}
