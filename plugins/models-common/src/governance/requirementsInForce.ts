import { Entity } from '@backstage/catalog-model';
import {
  EffectiveRequirement,
  effectiveRequirements,
  requirementDigest,
} from './effectiveRequirements';
import { Policy, Requirement } from './policy';
import { GovernanceRecord } from './record';

/**
 * Collects all that may stand in the way of a model: what its policies ask for, and what
 * they ask for no longer although somebody rejected it.
 *
 * @remarks
 *
 * A rejection does not go away because a fact of the model, or a policy, changes: only
 * people lift it. {@link judgeStage} leaves out what is asked for no longer for versions
 * of which no rejection stands.
 *
 * @returns what is asked for no longer comes last, marked with `noLongerAsked`. When no
 *   policy knows of it at all, it is a sign-off of one version that nobody can give.
 * @public
 */
export function requirementsInForce(options: {
  policies: readonly Policy[];
  entity: Entity;
  record: Pick<GovernanceRecord, 'decisions'>;
}): EffectiveRequirement[] {
  const { policies, record } = options;
  const asked = effectiveRequirements(options);
  const known = new Set(asked.map(keyOf));
  const rejected = new Map(
    record.decisions
      .filter(
        ({ decision, withdrawn }) => decision === 'rejected' && !withdrawn,
      )
      .map(({ requirement: id, stage }) => ({ id, stage }))
      .filter(place => !known.has(keyOf(place)))
      .map(place => [keyOf(place), place]),
  );
  return [
    ...asked,
    ...[...rejected.values()].map(place => noLongerAsked(place, policies)),
  ];
}

function noLongerAsked(
  place: Place,
  policies: readonly Policy[],
): EffectiveRequirement {
  const configured = policies
    .flatMap(policy => policy.requirements)
    .find(requirement => keyOf(requirement) === keyOf(place));
  const requirement: Requirement = configured ?? {
    ...place,
    title: place.id,
    approvers: [],
    minApprovals: 1,
    separationOfDuties: true,
    scope: 'version',
    evidence: [],
    waivableBy: [],
  };
  return {
    ...requirement,
    policies: [],
    digest: requirementDigest(requirement),
    noLongerAsked: true,
  };
}

type Place = Pick<Requirement, 'id' | 'stage'>;

function keyOf({ id, stage }: Place): string {
  return `${stage}/${id}`;
}
