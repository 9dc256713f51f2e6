import { InputError, NotAllowedError } from '@backstage/errors';
import {
  DecidingPerson,
  Decision,
  DecisionRequest,
  EffectiveRequirement,
  ModelVersion,
  judgeRequirement,
  reasonsNotToDecide,
} from '@modelry/backstage-plugin-models-common';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { LockedModel } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { findVersion } from '../lifecycle/versions';
import { decisionsByModel, insertDecision } from './decisions';
import { appendLedgerEntry } from './ledgerEntries';

/** A person who decides a requirement of a model. */
export interface DecisionAct {
  model: VisibleModel;
  request: DecisionRequest;
  person: DecidingPerson;
  requirement: EffectiveRequirement;
  now: Date;
}

/**
 * Appends a decision to the ledger and to its projection, unless it only repeats the
 * newest one of the same person.
 *
 * @throws `InputError` when the version does not exist, and `NotAllowedError` with every
 *   reason why the person may not decide.
 */
export async function recordDecision(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: DecisionAct,
): Promise<{ decision: Decision; recorded: boolean }> {
  const { model, request } = act;
  const version = await findVersion(tx, model.modelRef, request.version);
  if (!version) {
    throw new InputError(
      `body.version: '${model.modelRef}' has no version '${request.version}'; report it first`,
    );
  }
  const reasons = reasonsNotToDecide({
    ...act,
    owner: model.owner,
    registeredBy: version.registeredBy,
  });
  if (reasons.length > 0) {
    throw new NotAllowedError(reasons.join('. '));
  }
  const earlier = await findEarlier(tx, act);
  return earlier
    ? { decision: earlier, recorded: false }
    : { decision: await append(tx, locked, act, version), recorded: true };
}

async function append(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: DecisionAct,
  { version, digest }: ModelVersion,
): Promise<Decision> {
  const { request, person, requirement, now } = act;
  const { modelRef } = locked;
  const body = {
    id: randomUUID(),
    requirement: requirement.id,
    requirementDigest: requirement.digest,
    stage: requirement.stage,
    version,
    decision: request.decision,
    comment: request.comment,
  };
  const entry = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      modelRef,
      recordedAt: now.toISOString(),
      actor: person.userEntityRef,
      action: 'decision',
      // The digest says which artifact was decided about, for whoever asks later.
      body: {
        ...body,
        policy: requirement.policy.id,
        ...(digest && { versionDigest: digest }),
      },
    },
  });
  const decision: Decision = {
    ...body,
    decidedBy: person.userEntityRef,
    decidedAt: entry.recordedAt,
    sequence: entry.sequence,
  };
  await insertDecision(tx, modelRef, decision);
  return decision;
}

/** Finds the decision that this request would only repeat. */
async function findEarlier(
  tx: Knex.Transaction,
  act: DecisionAct,
): Promise<Decision | undefined> {
  const { model, request, person, requirement, now } = act;
  const known = await decisionsByModel(tx, [model.modelRef]);
  // One that counts no more, say because it expired, is renewed and not repeated.
  const newest = judgeRequirement({
    requirement,
    version: request.version,
    decisions: known.get(model.modelRef) ?? [],
    now,
  }).decisions.find(
    d => d.decidedBy === person.userEntityRef && d.version === request.version,
  );
  return newest &&
    !newest.ignoredBecause &&
    newest.decision === request.decision &&
    newest.comment === request.comment
    ? newest
    : undefined;
}
