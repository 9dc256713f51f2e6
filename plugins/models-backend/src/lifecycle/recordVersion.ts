import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  EffectiveRequirement,
  GovernanceRecord,
  LifecycleStage,
  ModelVersion,
  ModelsConfig,
  Review,
  VersionReport,
  modelFacts,
  modelsStageMovePermission,
  moveDirection,
  openRequirements,
  reasonsNotToMove,
  startStage,
  stagesOnTheWayTo,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { recordVersionCard } from '../card/recordVersionCard';
import { Happening, Written } from '../changes/ModelWrites';
import { LockedModel } from '../database/ModelsDatabase';
import { openReview } from '../governance/openReview';
import { governanceRecord } from '../governance/record';
import { requirementsInForceOf } from '../governance/requirements';
import { observedTime } from '../http/observedTime';
import { VisibleModel } from '../kind/ModelAccess';
import {
  assertConfiguredStage,
  assertReviewableStage,
} from './configuredStage';
import { enterReportedStage, enterStage } from './enterStage';
import { isDecidedAbout } from './isDecidedAbout';
import { StoredVersion, findVersion, saveVersion } from './versions';
import { reportedSince } from './reportedSince';
import { assertSameVersion } from './assertSameVersion';
import { sameFacts } from './sameVersion';

/** Somebody who reports a version. */
export interface VersionSighting {
  model: VisibleModel;
  report: VersionReport;
  actor: string;
  /** Whether they have the permission to move versions of the model. */
  mayMoveStages: boolean;
  config: ModelsConfig;
  now: Date;
}

/** A report, and what was known before it. */
interface Known extends VersionSighting {
  known: StoredVersion | undefined;
  record: GovernanceRecord;
  requirements: readonly EffectiveRequirement[];
}

/**
 * Registers a version or updates what is known of it, and opens the review that the
 * report asks for.
 *
 * @throws `ConflictError` when it is another artifact than the known one, when the stage
 *   is governed and sign-offs are missing, or when a governed version would move back or
 *   end; `NotAllowedError` when it would move and the reporter may not move it.
 */
export async function recordVersion(
  tx: Knex.Transaction,
  locked: LockedModel,
  sighting: VersionSighting,
): Promise<
  Written<{ changed: boolean; version: ModelVersion; opened?: Review }>
> {
  const { model, report, config } = sighting;
  const { lifecycle } = config;
  assertConfiguredStage(lifecycle, report.stage, 'body.stage');
  if (report.requestReview) {
    const { stage: wanted } = report.requestReview;
    assertReviewableStage(lifecycle, wanted, 'body.requestReview.stage');
  }
  const known = await findVersion(tx, locked.modelRef, report.version);
  const record = await governanceRecord(tx, locked.modelRef, {
    withoutComments: true,
  });
  const requirements = requirementsInForceOf(config, model, record);
  const before = { ...sighting, known, record, requirements };
  assertSameVersion(before);
  const stage = report.stage ?? known?.stage ?? startStage(lifecycle);
  assertMayEnter(before, stage);
  const since = reportedSince({ ...before, lifecycle });
  const version = merge({ ...before, stage, since });
  const hasNewCard = await recordVersionCard(tx, locked, {
    ...sighting,
    isDecided: isDecidedAbout(report.version, record),
  });
  const changed =
    !known || known.implied || !sameFacts(known, version) || hasNewCard;
  const saved = changed
    ? await save(tx, locked, { ...before, version, since })
    : [];
  const asked = await askForReview(tx, locked, before);
  return {
    answer: {
      changed: changed || asked.happened.length > 0,
      version:
        (await findVersion(tx, locked.modelRef, report.version)) ?? version,
      ...(asked.opened && { opened: asked.opened }),
    },
    happened: [...saved, ...asked.happened],
  };
}

async function save(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: Known & { version: StoredVersion; since: Date | undefined },
): Promise<Happening[]> {
  const { known, version, record, requirements, config } = options;
  const { lifecycle } = config;
  const reported: Happening = {
    feature: 'lifecycle',
    action: 'version-reported',
  };
  const from = known?.stage ?? startStage(lifecycle);
  // What no policy governs and nobody reviews is reported and not decided.
  const isGoverned =
    requirements.length > 0 ||
    record.reviews.some(
      review => review.status === 'open' && review.version === version.version,
    );
  if (version.stage !== from) {
    const enter = isGoverned ? enterStage : enterReportedStage;
    const happened = await enter(tx, locked, {
      ...options,
      lifecycle,
      from,
      promotion: 'reported',
      isNew: !known || known.implied,
    });
    return [reported, ...happened];
  }
  await saveVersion(tx, { modelRef: locked.modelRef, lifecycle }, version);
  return [reported];
}

// A machine repeats its reports. So it asks only once: what was closed, or rejected, is
// not asked anew because the same report comes again.
async function askForReview(
  tx: Knex.Transaction,
  locked: LockedModel,
  { model, report, actor, config, record, now }: Known,
): Promise<{ opened?: Review; happened: Happening[] }> {
  const { version, requestReview } = report;
  const held = (await findVersion(tx, locked.modelRef, version))?.stage;
  if (
    !requestReview ||
    (held &&
      stagesOnTheWayTo(config.lifecycle, held).includes(requestReview.stage)) ||
    record.reviews.some(
      review =>
        review.version === version && review.stage === requestReview.stage,
    )
  ) {
    return { happened: [] };
  }
  const { review, happened } = await openReview(tx, locked, {
    ...{ model, version, actor, config, now },
    ...requestReview,
    supersedes: true,
  });
  return { opened: review, happened };
}

function assertMayEnter(before: Known, stage: LifecycleStage): void {
  const { model, report, known, record, requirements, now } = before;
  const { lifecycle } = before.config;
  const from = known?.stage ?? startStage(lifecycle);
  if (stage === from) {
    return;
  }
  if (requirements.length > 0 && !isFirstReport(before)) {
    assertMayMove(before, from, stage);
  }
  const reasons = reasonsNotToMove({
    lifecycle,
    from,
    to: stage,
    openRequirements: openRequirements({
      ...{ lifecycle, requirements, record, now, stage },
      facts: modelFacts(model.entity),
      version: report.version,
    }),
    // A report says what is the case; nobody is asked why.
    reason: 'reported',
    isFirstReport: !known || known.implied,
  });
  if (reasons.length > 0) {
    throw new ConflictError(
      `body.stage: version '${
        report.version
      }' may not enter '${stage}' yet. ${reasons.join('. ')}`,
    );
  }
}

// What only was seen to run was never said to hold a stage.
function isFirstReport({ known, config }: Known): boolean {
  return (
    !known || (known.implied && known.stage === startStage(config.lifecycle))
  );
}

// A report must not be the way around what is asked of whoever moves a version.
function assertMayMove(
  { model, report, mayMoveStages, config }: Known,
  from: LifecycleStage,
  to: LifecycleStage,
): void {
  if (!mayMoveStages) {
    throw new NotAllowedError(
      `body.stage: version '${report.version}' is in ${from}, and you lack the permission '${modelsStageMovePermission.name}' on '${model.modelRef}'; report it without a stage, or ask its owner`,
    );
  }
  if (moveDirection(config.lifecycle, { from, to }) !== 'forward') {
    const { namespace = 'default', name } = model.entity.metadata;
    throw new ConflictError(
      `body.stage: a report cannot move version '${report.version}' from ${from} to ${to}, because that needs a reason; move it with POST /${namespace}/${name}/stage-moves`,
    );
  }
}

function merge({
  known,
  report,
  stage,
  actor,
  now,
  since = now,
}: Known & {
  stage: LifecycleStage;
  since: Date | undefined;
}): StoredVersion {
  const createdAt = report.createdAt
    ? observedTime({ reported: report.createdAt, field: 'body.createdAt', now })
    : undefined;
  // Whoever reports a version that was only seen to run is the one who registers it.
  const registered = known?.implied ? undefined : known;
  const { requestReview: _, stageSince: __, card: ___, ...facts } = report;
  return {
    ...known,
    ...facts,
    stage,
    stageSince:
      known && stage === known.stage ? known.stageSince : since.toISOString(),
    createdAt:
      createdAt?.toISOString() ?? known?.createdAt ?? now.toISOString(),
    registeredAt: registered?.registeredAt ?? now.toISOString(),
    registeredBy: registered?.registeredBy ?? actor,
    implied: false,
  };
}
