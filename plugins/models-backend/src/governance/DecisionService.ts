import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  DecidingPerson,
  Decision,
  DecisionRequest,
  EffectiveRequirement,
  LedgerAct,
  ModelsConfig,
  RequirementState,
  Review,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelWrites } from '../changes/ModelWrites';
import { LockedModel, ModelsDatabase } from '../database/ModelsDatabase';
import { VisibleModel } from '../kind/ModelAccess';
import { findVersion } from '../lifecycle/versions';
import { findDecision, markWithdrawn } from './decisions';
import { GovernanceMessages } from './GovernanceMessages';
import { appendLedgerEntry } from './ledgerEntries';
import { PersonDirectory } from './PersonDirectory';
import { recordDecision } from './recordDecision';
import { RequirementStates } from './RequirementStates';
import { findRequirement, requirementsOf } from './requirements';
import { findReview } from './reviews';
import { settleReviews } from './settleReviews';

/** Records what people decide about models, and takes it back. */
export class DecisionService {
  readonly #options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    people: PersonDirectory;
    states: RequirementStates;
    messages: GovernanceMessages;
    config: ModelsConfig;
  };

  constructor(options: {
    database: ModelsDatabase;
    writes: ModelWrites;
    people: PersonDirectory;
    states: RequirementStates;
    messages: GovernanceMessages;
    config: ModelsConfig;
  }) {
    this.#options = options;
  }

  /**
   * Records a person's decision on a requirement for a version.
   *
   * @throws `InputError` for a requirement or version that does not exist or evidence
   *   that is missing, `NotAllowedError` with every reason why the person may not
   *   decide, and `ConflictError` when no review is open or the requirement is not the
   *   one the person saw.
   */
  async decide(options: {
    model: VisibleModel;
    request: DecisionRequest;
    credentials: BackstageCredentials;
    idempotencyKey?: string;
  }): Promise<{ decision: Decision; requirement: RequirementState }> {
    const { model, request, credentials, idempotencyKey } = options;
    const { writes, messages, states, config } = this.#options;
    const person = await this.#person(credentials);
    const actor = person.userEntityRef;
    const write = {
      model,
      actor,
      idempotencyKey,
      content: request,
    };
    const { answer: given, done } = await writes.run(
      { ...write, operation: 'decide' },
      async (tx, locked, now) => {
        const { lifecycle } = config;
        const requirement = findRequirement(config, model, request);
        const act = { model, request, person, requirement, lifecycle, now };
        const { recorded, ...outcome } = await recordDecision(tx, locked, act);
        const answer = { ...outcome, requirement };
        const settled = recorded
          ? await settleReviews(tx, locked, { model, config, actor, now })
          : [];
        return {
          answer,
          happened: recorded
            ? [
                { feature: 'governance', action: 'decision-recorded' },
                ...settled,
              ]
            : [],
        };
      },
    );
    if (done) {
      await messages.decided({ model, ...given });
    }
    return {
      decision: given.decision,
      requirement: await states.one({
        ...{ model, credentials, person, version: request.version },
        requirement: asAskedNow(config, model, given.requirement),
      }),
    };
  }

  /**
   * Takes back a decision of the person's own.
   *
   * @throws `NotFoundError` when the model has no such decision, `NotAllowedError` when
   *   somebody else decided it, and `ConflictError` when it was taken back before.
   */
  async withdraw(options: {
    model: VisibleModel;
    id: string;
    reason: string;
    credentials: BackstageCredentials;
    idempotencyKey?: string;
  }): Promise<Decision> {
    const { model, id, reason, credentials, idempotencyKey } = options;
    const { writes, messages, database, config } = this.#options;
    const actor = (await this.#person(credentials)).userEntityRef;
    const write = {
      model,
      actor,
      idempotencyKey,
      content: { id, reason },
    };
    const { answer, done } = await writes.run(
      { ...write, operation: 'withdraw-decision' },
      async (tx, locked, now) => {
        const decision = await findOwn(tx, { model, id, actor });
        if (decision.withdrawn) {
          return { answer: sameAgain(decision, reason), happened: [] };
        }
        const act = { model, config, decision, actor, reason, now };
        const withdrawn = await withdraw(tx, locked, act);
        return {
          answer: withdrawn,
          happened: [
            { feature: 'governance', action: 'decision-withdrawn' },
            // A rejection may have been all that was in the way.
            ...(await settleReviews(tx, locked, act)),
          ],
        };
      },
    );
    if (done) {
      await messages.withdrawn({
        model,
        decision: answer,
        review: await this.#reviewOf(database.knex, model, answer),
      });
    }
    return answer;
  }

  async #person(credentials: BackstageCredentials): Promise<DecidingPerson> {
    const person = await this.#options.people.findPerson(credentials);
    if (!person) {
      throw new NotAllowedError('Only people can decide, not machines');
    }
    return person;
  }

  #reviewOf(
    knex: Knex,
    { modelRef }: VisibleModel,
    { reviewId }: Decision,
  ): Promise<Review | undefined> {
    return findReview(knex, modelRef, reviewId);
  }
}

/** A requirement as the policies have it by now; a repeat may come late. */
function asAskedNow(
  config: ModelsConfig,
  model: VisibleModel,
  decided: EffectiveRequirement,
): EffectiveRequirement {
  return (
    requirementsOf(config, model).find(
      ({ id, stage }) => id === decided.id && stage === decided.stage,
    ) ?? { ...decided, policies: [], noLongerAsked: true }
  );
}

async function findOwn(
  knex: Knex,
  options: { model: VisibleModel; id: string; actor: string },
): Promise<Decision> {
  const { model, id, actor } = options;
  const decision = await findDecision(knex, model.modelRef, id);
  if (!decision) {
    throw new NotFoundError(`'${model.modelRef}' has no decision '${id}'`);
  }
  if (decision.decidedBy !== actor) {
    throw new NotAllowedError(
      `Only ${decision.decidedBy} can take this decision back; decide yourself, or open a new review`,
    );
  }
  return decision;
}

function sameAgain(decision: Decision, reason: string): Decision {
  if (decision.withdrawn?.reason !== reason) {
    throw new ConflictError(
      `The decision was taken back already, on ${decision.withdrawn?.at}`,
    );
  }
  return decision;
}

async function withdraw(
  tx: Knex.Transaction,
  locked: LockedModel,
  options: {
    model: VisibleModel;
    config: ModelsConfig;
    decision: Decision;
    actor: string;
    reason: string;
    now: Date;
  },
): Promise<Decision> {
  const { model, config, decision, actor, reason, now } = options;
  const version = await findVersion(tx, locked.modelRef, decision.version);
  const policies = requirementsOf(config, model).find(
    r => r.id === decision.requirement && r.stage === decision.stage,
  )?.policies;
  const body: LedgerAct['body'] = {
    decisionId: decision.id,
    requirement: decision.requirement,
    requirementDigest: decision.requirementDigest,
    stage: decision.stage,
    policies: (policies ?? []).map(({ id, digest }) => ({ id, digest })),
    version: decision.version,
    ...(version?.digest && { versionDigest: version.digest }),
    decision: decision.decision,
    reason,
    reviewId: decision.reviewId,
  };
  const entry = await appendLedgerEntry(tx, {
    model: locked,
    act: {
      modelRef: locked.modelRef,
      recordedAt: now.toISOString(),
      actor,
      action: 'decision-withdrawn',
      body,
    },
  });
  const withdrawn = { by: actor, at: entry.recordedAt, reason };
  await markWithdrawn(tx, decision.id, withdrawn);
  return { ...decision, withdrawn };
}
