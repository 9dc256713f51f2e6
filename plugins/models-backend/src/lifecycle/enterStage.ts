import {
  EffectiveRequirement,
  GovernanceRecord,
  LedgerAct,
  Lifecycle,
  LifecycleStage,
  StageMove,
  endsUse,
  findStage,
  isEnded,
  judgeStage,
  modelFacts,
  stagesOnTheWayTo,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { Happening } from '../changes/ModelWrites';
import { LockedModel } from '../database/ModelsDatabase';
import { endReview } from '../governance/endReview';
import { factsInLedger } from '../governance/facts';
import { appendLedgerEntry } from '../governance/ledgerEntries';
import { policiesInLedger } from '../governance/requirements';
import { VisibleModel } from '../kind/ModelAccess';
import { insertStageMove } from './stageMoves';
import { StoredVersion, saveVersion, stagesOfOthers } from './versions';

/** A version that enters a stage; whether it may was judged before. */
export interface StageEntry {
  lifecycle: Lifecycle;
  model: VisibleModel;
  /** As it will be stored. */
  version: StoredVersion;
  from: LifecycleStage;
  actor: string;
  /** Whether somebody moved it, its last sign-off did, or a report says so. */
  promotion: 'manual' | 'automatic' | 'reported';
  reason?: string;
  /** Whether nobody knew of the version before. */
  isNew?: boolean;
  requirements: readonly EffectiveRequirement[];
  record: GovernanceRecord;
  /** When it entered the stage, if a report says so; else now. */
  since?: Date;
  now: Date;
}

/**
 * Moves a version to the stage that it holds then, writes it into the ledger together
 * with what it rests on, and ends the reviews that asked for it.
 */
export async function enterStage(
  tx: Knex.Transaction,
  locked: LockedModel,
  entry: StageEntry,
): Promise<Happening[]> {
  const { lifecycle, version, actor, now } = entry;
  const endOfUse = await findEndOfUse(tx, locked.modelRef, entry);
  const { modelRef } = locked;
  await saveVersion(tx, { modelRef, lifecycle }, version);
  const { sequence } = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      modelRef: locked.modelRef,
      recordedAt: now.toISOString(),
      actor,
      action: 'stage-moved',
      body: toBody(entry),
    },
  });
  await insertStageMove(tx, locked.modelRef, toMove(entry, sequence));
  const ended = await endReviews(tx, locked, entry);
  return [
    {
      ...{ feature: 'lifecycle', action: 'stage-moved' },
      ...(endOfUse && { endOfUse }),
    },
    ...(ended > 0
      ? [{ feature: 'governance' as const, action: 'review-closed' }]
      : []),
  ];
}

/** Records a move that a report says and no policy governs; it stands in no ledger. */
export async function enterReportedStage(
  tx: Knex.Transaction,
  locked: LockedModel,
  entry: StageEntry,
): Promise<Happening[]> {
  const endOfUse = await findEndOfUse(tx, locked.modelRef, entry);
  const { modelRef } = locked;
  await saveVersion(
    tx,
    { modelRef, lifecycle: entry.lifecycle },
    entry.version,
  );
  await insertStageMove(tx, locked.modelRef, toMove(entry));
  return endOfUse
    ? [{ feature: 'lifecycle', action: 'stage-moved', endOfUse }]
    : [];
}

function toMove(entry: StageEntry, sequence?: number): StageMove {
  const { version, from, actor, promotion, reason, now } = entry;
  const { since = now } = entry;
  return {
    version: version.version,
    from,
    stage: version.stage,
    movedBy: actor,
    movedAt: since.toISOString(),
    promotion,
    ...(reason && { reason }),
    reviewIds: asking(entry).map(({ id }) => id),
    ...(sequence !== undefined && { sequence }),
  };
}

async function findEndOfUse(
  tx: Knex.Transaction,
  modelRef: string,
  { lifecycle, version, from, reason, isNew }: StageEntry,
): Promise<Happening['endOfUse']> {
  const ends =
    !isNew &&
    endsUse({
      ...{ lifecycle, from, to: version.stage },
      others: await stagesOfOthers(tx, modelRef, version.version),
    });
  const title = findStage(lifecycle, version.stage)?.title ?? version.stage;
  return ends
    ? {
        stage: title.toLocaleLowerCase('en-US'),
        ...(reason && { reason }),
      }
    : undefined;
}

function toBody(entry: StageEntry): LedgerAct['body'] {
  const { lifecycle, model, version, from, promotion, reason, record, now } =
    entry;
  const facts = modelFacts(model.entity);
  const judged = judgeStage({
    ...{ lifecycle, facts, record, now, stage: version.stage },
    requirements: entry.requirements,
    version: version.version,
  });
  const reviews = asking(entry).map(review => review.id);
  return {
    version: version.version,
    ...(version.digest && { versionDigest: version.digest }),
    from,
    stage: version.stage,
    promotion,
    ...(reason && { reason }),
    ...(entry.since && { since: entry.since.toISOString() }),
    ...(reviews.length > 0 && { reviewIds: reviews }),
    requirements: judged.map(({ requirement, verdict }) => ({
      requirement: requirement.id,
      requirementDigest: requirement.digest,
      stage: requirement.stage,
      status: verdict.status,
    })),
    policies: policiesInLedger(judged.map(({ requirement }) => requirement)),
    facts: factsInLedger(facts),
  };
}

function asking({ lifecycle, version, record }: StageEntry) {
  const way = stagesOnTheWayTo(lifecycle, version.stage);
  return openReviewsOf(version.version, record).filter(review =>
    way.includes(review.stage),
  );
}

function openReviewsOf(version: string, record: GovernanceRecord) {
  return record.reviews.filter(
    review => review.status === 'open' && review.version === version,
  );
}

async function endReviews(
  tx: Knex.Transaction,
  locked: LockedModel,
  entry: StageEntry,
): Promise<number> {
  const { lifecycle, version, record, actor, requirements, now } = entry;
  const reached = asking(entry);
  // A version that is out of use waits for nobody's sign-off.
  const pointless = isEnded(lifecycle, version.stage)
    ? openReviewsOf(version.version, record).filter(r => !reached.includes(r))
    : [];
  const versionDigest = version.digest;
  const act = { actor, versionDigest, requirements, lifecycle, now };
  const reason = `Version ${version.version} entered ${version.stage}`;
  for (const review of reached) {
    await endReview(tx, locked, {
      ...act,
      review,
      reason,
      status: 'completed',
    });
  }
  for (const review of pointless) {
    await endReview(tx, locked, { ...act, review, reason, status: 'closed' });
  }
  return reached.length + pointless.length;
}
