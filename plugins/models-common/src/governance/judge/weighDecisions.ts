import { Lifecycle } from '../../lifecycle/stages';
import { EffectiveRequirement } from '../effectiveRequirements';
import { changedFacts } from '../facts';
import { GovernanceRecord } from '../record';
import { Review } from '../reviewSchemas';
import { ModelFacts } from '../factsSchemas';
import { Decision } from '../schemas';
import { expiryOf, isReached } from './expiry';
import { isAboutVersion, reviewsAsking } from './reviews';

/** Why a decision does not count. */
export interface IgnoredCause {
  /** An approval that lapsed is `other-version` or `own-version`, `outdated` or `expired`. */
  kind:
    | 'withdrawn'
    | 'replaced'
    | 'set-aside'
    | 'other-version'
    | 'own-version'
    | 'outdated'
    | 'expired';
  text: string;
}

/** A decision, and whether it counts. */
export interface WeighedDecision {
  decision: Decision;
  expiresAt?: string;
  ignored?: IgnoredCause;
}

/**
 * Weighs every decision on a requirement for a version, the newest first.
 *
 * @param options - `anewAt` is what `askedAnewAt` finds.
 */
export function weighDecisions(options: {
  lifecycle: Lifecycle;
  requirement: EffectiveRequirement;
  version: string | undefined;
  facts: ModelFacts;
  record: GovernanceRecord;
  anewAt: number;
  now: Date;
}): WeighedDecision[] {
  const { requirement, record } = options;
  const decisions = record.decisions
    .filter(
      d => d.requirement === requirement.id && d.stage === requirement.stage,
    )
    .sort((a, b) => b.sequence - a.sequence);
  const reviews = reviewsAsking({ ...options, reviews: record.reviews });
  const fits = (decision: Decision) => isAboutVersion(decision, options);
  const heard = new Set<string>();
  return decisions.map(decision => {
    const { decidedBy } = decision;
    const speaker = fits(decision)
      ? decidedBy
      : `${decidedBy} on ${decision.version}`;
    const replaced = heard.has(speaker);
    heard.add(speaker);
    const ignored =
      whyTakenBack(decision, replaced) ??
      (fits(decision) ? undefined : otherVersion(decision)) ??
      whyOwnVersion({ ...options, decision }) ??
      (decision.decision === 'approved'
        ? whyLapsed({ ...options, decision })
        : whySetAside(decision, reviews));
    const expiresAt = expiryOf(requirement, decision);
    return {
      decision,
      ...(expiresAt && { expiresAt }),
      ...(ignored && { ignored }),
    };
  });
}

function otherVersion({ version }: Decision): IgnoredCause {
  return { kind: 'other-version', text: `given for version ${version}` };
}

// Given before they registered it, it is a sign-off of their own work all the same.
function whyOwnVersion(options: {
  requirement: EffectiveRequirement;
  version: string | undefined;
  record: GovernanceRecord;
  decision: Decision;
}): IgnoredCause | undefined {
  const { requirement, version, record, decision } = options;
  return requirement.separationOfDuties &&
    requirement.scope === 'model' &&
    decision.decision === 'approved' &&
    version !== undefined &&
    record.registrars?.get(version) === decision.decidedBy
    ? {
        kind: 'own-version',
        text: `${decision.decidedBy} registered version ${version}`,
      }
    : undefined;
}

// The newest decision of a person silences their earlier ones for good: when it is
// taken back, nothing comes back in its place.
function whyTakenBack(
  { withdrawn }: Decision,
  replaced: boolean,
): IgnoredCause | undefined {
  if (withdrawn) {
    return {
      kind: 'withdrawn',
      text: `withdrawn by ${withdrawn.by} on ${withdrawn.at.slice(0, 10)}`,
    };
  }
  return replaced
    ? {
        kind: 'replaced',
        text: 'replaced by a later decision of the same person',
      }
    : undefined;
}

// A no stands whatever the policy asks for now: only people lift it.
function whySetAside(
  { decision, sequence }: Decision,
  reviews: readonly Review[],
): IgnoredCause | undefined {
  return decision !== 'abstained' &&
    reviews.some(review => review.sequence > sequence)
    ? { kind: 'set-aside', text: 'a new review was opened since' }
    : undefined;
}

function whyLapsed(options: {
  requirement: EffectiveRequirement;
  decision: Decision;
  facts: ModelFacts;
  anewAt: number;
  now: Date;
}): IgnoredCause | undefined {
  const { requirement, decision, facts, anewAt, now } = options;
  const changed = changedFacts(decision.facts, facts).map(({ field }) => field);
  const outdated = [
    ...(decision.requirementDigest === requirement.digest
      ? []
      : ['the policy has asked for something else since']),
    ...(changed.length > 0
      ? [
          `${changed.join(' and ')} ${
            changed.length === 1 ? 'has' : 'have'
          } changed since`,
        ]
      : []),
    ...(decision.sequence < anewAt
      ? ['a new review was opened since, after a rejection']
      : []),
  ];
  if (outdated.length > 0) {
    return { kind: 'outdated', text: outdated.join('; ') };
  }
  const expiry = expiryOf(requirement, decision);
  return expiry && isReached(expiry, now)
    ? { kind: 'expired', text: `expired on ${expiry.slice(0, 10)}` }
    : undefined;
}
