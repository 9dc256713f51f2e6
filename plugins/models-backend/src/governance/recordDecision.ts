import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  DecidingPerson,
  Decision,
  DecisionRequest,
  EffectiveRequirement,
  Evidence,
  GovernanceRecord,
  LedgerAct,
  Lifecycle,
  ModelVersion,
  Review,
  RoleHolders,
  entitledThrough,
  judgeRequirement,
  missingEvidence,
  modelFacts,
  openReviewOf,
  reasonsNotToDecide,
  reviewsCovering,
  unknownEvidence,
} from '@modelry/backstage-plugin-models-common';
import { isDeepStrictEqual } from 'node:util';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { LockedModel } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { registrarsInUse } from '../lifecycle/registrars';
import { findReportedVersion } from '../lifecycle/versions';
import { findDecision, insertDecision } from './decisions';
import { factsInLedger } from './facts';
import { appendLedgerEntry } from './ledgerEntries';
import { governanceRecord } from './record';
import { requirementInLedger } from './requirements';
import { Parties, partiesInLedger } from './separatedDuties';

/** A person who decides a requirement of a model. */
export interface DecisionAct {
  model: VisibleModel;
  request: DecisionRequest;
  person: DecidingPerson;
  requirement: EffectiveRequirement;
  lifecycle: Lifecycle;
  now: Date;
}

/**
 * Appends a decision to the ledger and to its projection, unless it only repeats the
 * newest one of the same person.
 *
 * @throws `InputError` when the version does not exist or evidence is missing,
 *   `NotAllowedError` with every reason why the person may not decide, and
 *   `ConflictError` when no review is open.
 */
export async function recordDecision(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: DecisionAct,
): Promise<{ decision: Decision; review: Review; recorded: boolean }> {
  const { model, request } = act;
  const version = await findReportedVersion(
    tx,
    model.modelRef,
    request.version,
  );
  if (!version) {
    throw new InputError(
      `body.version: '${model.modelRef}' has no version '${request.version}'; report it first`,
    );
  }
  const record = await governanceRecord(tx, model.modelRef, {
    withoutComments: 'decisions',
  });
  const asked = { ...record, ...act, version: request.version };
  const parties = {
    registeredBy: version.registeredBy,
    registrars: await registrarsInUse(tx, model.modelRef, act.lifecycle),
    reviews: reviewsCovering(asked),
  };
  const { roleHolders } = record;
  const review = assertMayDecide(act, {
    ...{ review: openReviewOf(asked), roleHolders, parties },
  });
  assertEvidence(act);
  const earlier = await findEarlier(tx, { act, review, record });
  const known = { ...act, review, version, roleHolders, parties };
  return earlier
    ? { decision: earlier, review, recorded: false }
    : { decision: await append(tx, locked, known), review, recorded: true };
}

function assertMayDecide(
  act: DecisionAct,
  known: {
    review: Review | undefined;
    roleHolders: RoleHolders | undefined;
    parties: Parties;
  },
): Review {
  const { review, roleHolders, parties } = known;
  const reasons = reasonsNotToDecide({
    ...act,
    ...parties,
    owner: act.model.owner,
    roleHolders,
  });
  if (!review && reasons.length <= 1) {
    throw new ConflictError(noReview(reasons, parties.reviews));
  }
  if (!review || reasons.length > 0) {
    throw new NotAllowedError(reasons.join('. '));
  }
  return review;
}

function noReview(reasons: string[], covering: readonly Review[]): string {
  const ended = covering.find(({ closed }) => closed)?.closed;
  return [
    ...reasons,
    ...(ended
      ? [`The last one was ended by ${ended.by} (${ended.reason})`]
      : []),
  ].join('. ');
}

function assertEvidence({ request, requirement }: DecisionAct): void {
  const [unknown] = unknownEvidence(requirement, request.evidence);
  if (unknown !== undefined) {
    const index = request.evidence.findIndex(({ item }) => item === unknown);
    const known = requirement.evidence.map(({ id }) => id).join(', ');
    throw new InputError(
      `body.evidence.${index}.item: '${unknown}' is no evidence item of '${
        requirement.title
      }'; ${known ? `it asks for ${known}` : 'leave it out'}`,
    );
  }
  const missing =
    request.decision === 'approved'
      ? missingEvidence(requirement, request.evidence)
      : [];
  if (missing.length > 0) {
    throw new InputError(
      `body.evidence: an approval of '${
        requirement.title
      }' must come with ${missing
        .map(title => `'${title}'`)
        .join(' and ')}; attach a link or a text`,
    );
  }
}

interface AllowedAct extends DecisionAct {
  review: Review;
  version: ModelVersion;
  roleHolders: RoleHolders | undefined;
  parties: Parties;
}

function toBody(act: AllowedAct, id: string): LedgerAct['body'] {
  const { model, person, requirement, review, version, parties } = act;
  const { decision, comment, evidence } = act.request;
  return {
    id,
    ...requirementInLedger(requirement),
    version: version.version,
    // The digest says which artifact was decided about, for whoever asks later.
    ...(version.digest && { versionDigest: version.digest }),
    decision,
    comment,
    evidence: evidence.map(evidenceInLedger),
    reviewId: review.id,
    facts: factsInLedger(modelFacts(model.entity)),
    parties: partiesInLedger({
      ...{ owner: model.owner, requirement, parties },
      entitledThrough: entitledThrough(
        { ...requirement, ...act, named: requirement.approvers },
        person.memberOf,
      ),
    }),
  };
}

async function append(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: AllowedAct,
): Promise<Decision> {
  const { model, request, person, requirement, review, version, now } = act;
  const { modelRef } = locked;
  const id = randomUUID();
  const { decision: verdict, comment, evidence } = request;
  const entry = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      modelRef,
      recordedAt: now.toISOString(),
      actor: person.userEntityRef,
      action: 'decision',
      body: toBody(act, id),
    },
  });
  const decision: Decision = {
    ...{ id, version: version.version, decision: verdict, comment, evidence },
    requirement: requirement.id,
    requirementDigest: requirement.digest,
    stage: requirement.stage,
    reviewId: review.id,
    facts: modelFacts(model.entity),
    decidedBy: person.userEntityRef,
    decidedAt: entry.recordedAt,
    sequence: entry.sequence,
  };
  await insertDecision(tx, modelRef, decision);
  return decision;
}

function evidenceInLedger({ item, title, link, text }: Evidence): JsonObject {
  return {
    ...(item && { item }),
    title,
    ...(link && { link }),
    ...(text && { text }),
  };
}

/** Finds the decision that this request would only repeat. */
async function findEarlier(
  tx: Knex.Transaction,
  options: { act: DecisionAct; review: Review; record: GovernanceRecord },
): Promise<Decision | undefined> {
  const { act, review, record } = options;
  const { model, request, person, requirement, lifecycle, now } = act;
  // One that counts no more, say because it expired, is renewed and not repeated; and
  // so is one that was given in an earlier review.
  const newest = judgeRequirement({
    requirement,
    version: request.version,
    facts: modelFacts(model.entity),
    record,
    now,
    lifecycle,
  }).decisions.find(
    d => d.decidedBy === person.userEntityRef && d.version === request.version,
  );
  const written =
    newest &&
    !newest.ignoredBecause &&
    newest.reviewId === review.id &&
    newest.decision === request.decision
      ? await findDecision(tx, model.modelRef, newest.id)
      : undefined;
  return written?.comment === request.comment &&
    isDeepStrictEqual(written.evidence, plain(request.evidence))
    ? written
    : undefined;
}

function plain(evidence: Decision['evidence']): Decision['evidence'] {
  return JSON.parse(JSON.stringify(evidence));
}
