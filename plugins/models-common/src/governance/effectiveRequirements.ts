import { Entity } from '@backstage/catalog-model';
import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { Duration } from 'luxon';
import { z } from 'zod';
import { LifecycleStage, isEnded, stagesOnTheWayTo } from '../lifecycle/stages';
import { sha256OfJson } from './canonicalJson';
import { explainMatch } from './explainMatch';
import { ModelsConfig, Policy, Requirement } from './policy';
import { EffectivePolicy } from './policySchemas';

/**
 * A requirement that applies to a model, and the policies that ask for it.
 *
 * @public
 */
export interface EffectiveRequirement extends Requirement {
  /** All policies that ask for it, as configured, each with why it applies. */
  policies: EffectivePolicy[];
  /** Changes whenever the requirement asks for something else. */
  digest: string;
  /** Set when no policy asks for it any more, and only a rejection may still stand. */
  noLongerAsked?: true;
}

/**
 * Digest of all that a requirement asks for; titles and descriptions do not count.
 *
 * @public
 */
export function requirementDigest(requirement: Requirement): string {
  const { id, stage, minApprovals, validFor, separationOfDuties, scope } =
    requirement;
  return sha256OfJson({
    id,
    stage,
    approvers: asSet(requirement.approvers),
    minApprovals,
    separationOfDuties,
    scope,
    evidence: asSet(requirement.evidence.map(item => item.id)),
    waivableBy: asSet(requirement.waivableBy),
    ...(validFor && { validFor }),
  });
}

/**
 * Digest of a policy: of its id, what it matches and what it asks for. Titles and
 * descriptions do not count, nor does the order of the requirements.
 *
 * @public
 */
export function policyDigest(policy: Policy): string {
  return sha256OfJson({
    id: policy.id,
    match: z.json().parse(policy.match),
    requirements: asSet(policy.requirements.map(requirementDigest)),
  });
}

function asSet(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

// Policies are read once and stay as they are, and every model is held against them
// again and again.
const policyDigests = new WeakMap<Policy, string>();
const requirementDigests = new WeakMap<Requirement, string>();

function remembered<T extends object>(
  digests: WeakMap<T, string>,
  value: T,
  digestOf: (value: T) => string,
): string {
  const digest = digests.get(value) ?? digestOf(value);
  digests.set(value, digest);
  return digest;
}

/**
 * Collects what all matching policies ask of a model.
 *
 * @remarks
 *
 * Requirements add up. Where two policies ask for a requirement of the same id before
 * the same stage, the stricter demand wins, one by one: more approvals, the shorter
 * validity, separation of duties, a sign-off for each version rather than for the
 * model, the evidence of both, and waivers only by those whom both let waive. (That
 * they name the same approvers is checked when the configuration is read.)
 *
 * @public
 */
export function effectiveRequirements(options: {
  policies: readonly Policy[];
  entity: Entity;
}): EffectiveRequirement[] {
  const { entity } = options;
  const asked = new Map<string, EffectiveRequirement>();
  for (const policy of options.policies) {
    if (!evaluateFilterPredicate(policy.match, entity)) {
      continue;
    }
    const because = {
      id: policy.id,
      title: policy.title,
      digest: remembered(policyDigests, policy, policyDigest),
      because: explainMatch(policy.match, entity),
    };
    for (const requirement of policy.requirements) {
      const key = `${requirement.stage}/${requirement.id}`;
      const known = asked.get(key);
      const stricter = known ? strictest(known, requirement) : requirement;
      asked.set(key, {
        ...stricter,
        policies: [...(known?.policies ?? []), because],
        digest: remembered(requirementDigests, stricter, requirementDigest),
      });
    }
  }
  return [...asked.values()];
}

function strictest(a: Requirement, b: Requirement): Requirement {
  const [validFor] = [a.validFor, b.validFor]
    .flatMap(duration => duration ?? [])
    .sort(byLength);
  const known = new Set(a.evidence.map(item => item.id));
  return {
    ...a,
    minApprovals: Math.max(a.minApprovals, b.minApprovals),
    separationOfDuties: a.separationOfDuties || b.separationOfDuties,
    scope: a.scope === 'model' && b.scope === 'model' ? 'model' : 'version',
    evidence: [
      ...a.evidence,
      ...b.evidence.filter(item => !known.has(item.id)),
    ],
    // Compared as written: that one group is nested in another is not known here.
    waivableBy: a.waivableBy.filter(ref => b.waivableBy.includes(ref)),
    ...(validFor && { validFor }),
  };
}

// Equally long ones have an order, too: which policy comes first must not matter.
function byLength(a: string, b: string): number {
  return millisOf(a) - millisOf(b) || (a < b ? -1 : Number(a > b));
}

function millisOf(duration: string): number {
  return Duration.fromISO(duration).toMillis();
}

/**
 * Finds the stages that policies ask sign-offs for, but that no configured environment
 * is governed by: what runs without these sign-offs would never be called unsanctioned.
 *
 * @public
 */
export function stagesWithoutEnvironment(
  config: ModelsConfig,
): LifecycleStage[] {
  const governed = new Set(
    config.environments.flatMap(({ stage }) =>
      stage ? stagesOnTheWayTo(config.lifecycle, stage) : [],
    ),
  );
  const asked = config.governance.policies.flatMap(policy =>
    policy.requirements.map(requirement => requirement.stage),
  );
  return [...new Set(asked)].filter(
    stage => !isEnded(config.lifecycle, stage) && !governed.has(stage),
  );
}
