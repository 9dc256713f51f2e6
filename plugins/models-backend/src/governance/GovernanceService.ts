import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
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
import { ModelChanges } from '../changes/ModelChanges';
import { ModelsDatabase } from '../database/ModelsDatabase';
import { ModelAccess, VisibleModel } from '../kind/ModelAccess';
import { decisionsByModel } from './decisions';
import { PersonDirectory } from './PersonDirectory';
import { DecisionAct, recordDecision } from './recordDecision';

/** Older ones are on the list of decisions. */
const DECISIONS_IN_STATE = 20;

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
    const act = { model, request, person, requirement, now };
    const { modelRef } = model;
    const { database } = this.#options;
    const { result, repeated } = await database.writeModelOnce(
      {
        modelRef,
        actor: person.userEntityRef,
        operation: 'decide',
        idempotencyKey,
        content: request,
        now,
      },
      async (tx, locked) => recordDecision(tx, locked, act),
    );
    if (result.recorded && !repeated) {
      await this.#announce(act);
    }
    const decisions = await decisionsByModel(database.knex, [modelRef]);
    const verdict = judgeRequirement({
      requirement,
      version: request.version,
      decisions: decisions.get(modelRef) ?? [],
      now,
    });
    return {
      decision: result.decision,
      requirement: toState(requirement, verdict, []),
    };
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

  async #announce(act: DecisionAct): Promise<void> {
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

function toState(
  requirement: EffectiveRequirement,
  verdict: RequirementVerdict,
  reasons: string[],
): RequirementState {
  return {
    ...requirement,
    ...verdict,
    decisions: verdict.decisions.slice(0, DECISIONS_IN_STATE),
    viewer: { mayDecide: reasons.length === 0, reasons },
  };
}
