import { ConflictError, InputError } from '@backstage/errors';
import {
  EffectiveRequirement,
  GovernanceRecord,
  Lifecycle,
  LifecycleStage,
  ModelsConfig,
  effectiveRequirements,
  factsDigest,
  requirementsInForce,
  stagesOnTheWayTo,
} from '@modelry/backstage-plugin-models-common';
import { VisibleModel } from '../kind/ModelAccess';
import { assertConfiguredStage } from '../lifecycle/configuredStage';

/** All that the policies ask of a model. */
export function requirementsOf(
  config: ModelsConfig,
  model: VisibleModel,
): EffectiveRequirement[] {
  return effectiveRequirements({
    policies: config.governance.policies,
    entity: model.entity,
  });
}

/** All that may stand in the way of a model: rejections outlive what was asked for. */
export function requirementsInForceOf(
  config: ModelsConfig,
  model: VisibleModel,
  record: GovernanceRecord,
): EffectiveRequirement[] {
  return requirementsInForce({
    policies: config.governance.policies,
    entity: model.entity,
    record,
  });
}

/** Those that a version needs before it may hold a stage. */
export function onTheWayTo(
  lifecycle: Lifecycle,
  stage: LifecycleStage,
  requirements: readonly EffectiveRequirement[],
): EffectiveRequirement[] {
  const way = stagesOnTheWayTo(lifecycle, stage);
  return requirements.filter(requirement => way.includes(requirement.stage));
}

/**
 * Finds the requirement that a request names.
 *
 * @throws `InputError` when no policy asks for it, and `ConflictError` when it is not
 *   the one that the person saw, or the facts of the model are not.
 */
export function findRequirement(
  config: ModelsConfig,
  model: VisibleModel,
  request: {
    requirement: string;
    stage: LifecycleStage;
    requirementDigest?: string;
    factsDigest?: string;
  },
): EffectiveRequirement {
  assertConfiguredStage(config.lifecycle, request.stage, 'body.stage');
  const requirements = requirementsOf(config, model);
  const requirement = requirements.find(
    r => r.id === request.requirement && r.stage === request.stage,
  );
  if (!requirement) {
    const known = requirements.map(r => `${r.id} (for ${r.stage})`).join(', ');
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
  if (
    request.factsDigest &&
    request.factsDigest !== factsDigest(model.entity)
  ) {
    throw new ConflictError(
      `body.factsDigest: the facts of '${model.modelRef}' have changed since you read them; read them again and decide then`,
    );
  }
  return requirement;
}

/**
 * What a ledger entry says of a requirement. What it asked for stands there in full, so
 * that its digest can be computed anew when no policy asks for it any more.
 */
export function requirementInLedger(requirement: EffectiveRequirement) {
  const { title, description, approvers, minApprovals } = requirement;
  const { scope, validFor } = requirement;
  return {
    requirement: requirement.id,
    requirementDigest: requirement.digest,
    stage: requirement.stage,
    asked: {
      ...{ title, approvers, minApprovals, scope },
      // Not part of the digest, so that it can be improved; this is what people read.
      ...(description && { description }),
      ...(validFor && { validFor }),
      separationOfDuties: requirement.separationOfDuties,
      evidence: requirement.evidence.map(item => ({
        id: item.id,
        title: item.title,
      })),
      waivableBy: requirement.waivableBy,
    },
    policies: policiesInLedger([requirement]),
  };
}

/** The policies behind requirements, each once. */
export function policiesInLedger(
  requirements: readonly EffectiveRequirement[],
): Array<{ id: string; digest: string }> {
  const policies = requirements.flatMap(requirement => requirement.policies);
  return [
    ...new Map(policies.map(({ id, digest }) => [id, { id, digest }])).values(),
  ];
}
