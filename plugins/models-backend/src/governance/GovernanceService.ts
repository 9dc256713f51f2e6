import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  DecidingPerson,
  Decision,
  DecisionRequest,
  EffectiveRequirement,
  ModelsConfig,
  RequirementState,
  RequirementVerdict,
  effectiveRequirements,
  judgeRequirement,
  modelsReviewDecidePermission,
  reasonsNotToDecide,
} from '@modelry/backstage-plugin-models-common';
import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { ModelChanges } from '../changes/ModelChanges';
import { LockedModel, ModelsDatabase } from '../database/ModelsDatabase';
import { ModelAccess, VisibleModel } from '../kind/ModelAccess';
import { findVersion } from '../lifecycle/versions';
import { decisionsByModel, insertDecision } from './decisions';
import {
  appendLedgerEntry,
  findSequenceByIdempotencyKey,
} from './ledgerEntries';
import { PersonDirectory } from './PersonDirectory';

interface Decide {
  model: VisibleModel;
  request: DecisionRequest;
  person: DecidingPerson;
  requirement: EffectiveRequirement;
  idempotencyKey?: string;
  now: Date;
}

/** Records what people decide about models, and says what they may decide. */
export class GovernanceService {
  readonly #options: {
    database: ModelsDatabase;
    access: ModelAccess;
    people: PersonDirectory;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    access: ModelAccess;
    people: PersonDirectory;
    changes: ModelChanges;
    config: ModelsConfig;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /**
   * Records a person's decision on a requirement for a version.
   *
   * @throws `InputError` for a requirement or version that does not exist,
   *   `NotAllowedError` with every reason why the person may not decide, and
   *   `ConflictError` when the requirement is not the one the person saw.
   */
  async decide(options: {
    model: VisibleModel;
    request: DecisionRequest;
    credentials: BackstageCredentials;
    idempotencyKey?: string;
  }): Promise<{ decision: Decision; requirement: RequirementState }> {
    const { model, request, credentials, idempotencyKey } = options;
    const now = this.#options.now();
    const requirement = this.#findRequirement(model, request);
    const person = await this.#options.people.findPerson(credentials);
    if (!person) {
      throw new NotAllowedError('Only people can decide, not machines');
    }
    const act = { model, request, person, requirement, idempotencyKey, now };
    const result = await this.#options.database.writeModel(
      model.modelRef,
      async (tx, locked) => recordDecision(tx, locked, act),
    );
    if (result.recorded) {
      await this.#announce(act);
    }
    const { decision, decisions, reasons } = result;
    const verdict = judgeRequirement({
      requirement,
      version: request.version,
      decisions,
      now,
    });
    return { decision, requirement: toState(requirement, verdict, reasons) };
  }

  /** Adds to verdicts what the caller may do about each requirement. */
  async forViewer(options: {
    model: VisibleModel;
    registeredBy?: string;
    verdicts: ReadonlyArray<{
      requirement: EffectiveRequirement;
      verdict: RequirementVerdict;
    }>;
    version?: string;
    credentials: BackstageCredentials;
  }): Promise<RequirementState[]> {
    const { model, registeredBy, verdicts, version, credentials } = options;
    if (verdicts.length === 0) {
      return [];
    }
    const person = await this.#options.people.findPerson(credentials);
    const permitted = await this.#options.access.may({
      modelRef: model.modelRef,
      permission: modelsReviewDecidePermission.name,
      credentials,
    });
    return verdicts.map(({ requirement, verdict }) => {
      const reasons = person
        ? reasonsNotToDecide({
            requirement,
            person,
            owner: model.owner,
            registeredBy,
          })
        : ['Only people can decide, not machines'];
      if (!permitted) {
        reasons.push(
          `You lack the permission '${modelsReviewDecidePermission.name}' on this model`,
        );
      }
      if (!version) {
        reasons.push('No version has been reported yet');
      }
      return toState(requirement, verdict, reasons);
    });
  }

  #findRequirement(
    model: VisibleModel,
    request: DecisionRequest,
  ): EffectiveRequirement {
    const requirements = effectiveRequirements({
      policies: this.#options.config.governance.policies,
      entity: model.entity,
    });
    const requirement = requirements.find(
      r => r.id === request.requirement && r.stage === request.stage,
    );
    if (!requirement) {
      const known = requirements
        .map(r => `${r.id} (for ${r.stage})`)
        .join(', ');
      throw new InputError(
        `body.requirement: no policy asks '${model.modelRef}' for '${
          request.requirement
        }' before '${request.stage}'; it needs ${known || 'no sign-off'}`,
      );
    }
    if (
      request.requirementDigest &&
      request.requirementDigest !== requirement.digest
    ) {
      throw new ConflictError(
        `body.requirementDigest: what '${requirement.title}' asks for has changed since you read it; read it again and decide then`,
      );
    }
    return requirement;
  }

  async #announce(act: Decide): Promise<void> {
    const { model, request, person, requirement, now } = act;
    const { modelRef, entity, owner } = model;
    await this.#options.changes.announce({
      modelRef,
      feature: 'governance',
      action: 'decision-recorded',
      actor: person.userEntityRef,
      at: now.toISOString(),
    });
    const { namespace = 'default', name, title } = entity.metadata;
    await this.#options.changes.notifyOwner({
      modelRef,
      owner,
      except: person.userEntityRef,
      payload: {
        title: `${requirement.title} of ${title ?? name} ${
          request.version
        }: ${request.decision.replace('-', ' ')}`,
        description: request.comment.slice(0, 500),
        link: `/catalog/${namespace}/model/${name}/governance`,
        severity: request.decision === 'approved' ? 'normal' : 'high',
        topic: 'models.governance',
      },
    });
  }
}

async function recordDecision(
  tx: Knex.Transaction,
  locked: LockedModel,
  act: Decide,
): Promise<{
  decision: Decision;
  decisions: Decision[];
  reasons: string[];
  recorded: boolean;
}> {
  const { model, request, person, requirement, idempotencyKey, now } = act;
  const { modelRef, owner } = model;
  const version = await findVersion(tx, modelRef, request.version);
  if (!version) {
    throw new InputError(
      `body.version: '${modelRef}' has no version '${request.version}'; report it first`,
    );
  }
  const reasons = reasonsNotToDecide({
    requirement,
    person,
    owner,
    registeredBy: version.registeredBy,
  });
  if (reasons.length > 0) {
    throw new NotAllowedError(reasons.join('. '));
  }
  const known = (await decisionsByModel(tx, [modelRef])).get(modelRef) ?? [];
  const earlier = await findEarlier(tx, act, known);
  if (earlier) {
    return { decision: earlier, decisions: known, reasons, recorded: false };
  }
  const body = {
    id: randomUUID(),
    requirement: requirement.id,
    requirementDigest: requirement.digest,
    stage: requirement.stage,
    version: request.version,
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
      body: { ...body, policy: requirement.policy.id },
    },
    idempotencyKey,
  });
  const decision: Decision = {
    ...body,
    decidedBy: person.userEntityRef,
    decidedAt: entry.recordedAt,
    sequence: entry.sequence,
  };
  await insertDecision(tx, modelRef, decision);
  return { decision, decisions: [decision, ...known], reasons, recorded: true };
}

/** Finds the decision that this request would only repeat. */
async function findEarlier(
  tx: Knex.Transaction,
  act: Decide,
  known: readonly Decision[],
): Promise<Decision | undefined> {
  const { model, request, person, requirement, idempotencyKey, now } = act;
  if (idempotencyKey) {
    const sequence = await findSequenceByIdempotencyKey(tx, {
      modelRef: model.modelRef,
      actor: person.userEntityRef,
      idempotencyKey,
    });
    const earlier = known.find(d => d.sequence === sequence);
    if (earlier && !repeats(earlier, request)) {
      throw new ConflictError(
        'Idempotency-Key: was used for another decision; choose a new key',
      );
    }
    if (earlier) {
      return earlier;
    }
  }
  // One that counts no more, say because it expired, is renewed and not repeated.
  const newest = judgeRequirement({
    requirement,
    version: request.version,
    decisions: known,
    now,
  }).decisions.find(
    d => d.decidedBy === person.userEntityRef && d.version === request.version,
  );
  return newest && !newest.ignoredBecause && repeats(newest, request)
    ? newest
    : undefined;
}

function repeats(decision: Decision, request: DecisionRequest): boolean {
  return (
    decision.requirement === request.requirement &&
    decision.stage === request.stage &&
    decision.version === request.version &&
    decision.decision === request.decision &&
    decision.comment === request.comment
  );
}

function toState(
  requirement: EffectiveRequirement,
  verdict: RequirementVerdict,
  reasons: string[],
): RequirementState {
  return {
    ...requirement,
    ...verdict,
    viewer: { mayDecide: reasons.length === 0, reasons },
  };
}
