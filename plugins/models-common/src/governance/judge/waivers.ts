import { EffectiveRequirement } from '../effectiveRequirements';
import { changedFacts } from '../facts';
import { ModelFacts } from '../factsSchemas';
import { Waiver } from '../waiverSchemas';
import { isReached } from './expiry';

/** What keeps a waiver from counting although it was not revoked. */
interface WaiverPremises {
  requirement: EffectiveRequirement | undefined;
  waiver: Waiver;
  facts: ModelFacts;
  /** What `askedAnewAt` finds. */
  anewAt?: number;
}

/**
 * Says why a waiver does not count any more although it was neither revoked nor is over:
 * what was set aside, or what was known of the model then, is not what it is now.
 *
 * @param options - `requirement` is the one of its id and stage; nothing when no policy
 *   asks for it. Whoever waived before `anewAt` did not know of the rejection, or could
 *   not say that it is void.
 * @returns the reason, in words; nothing when it counts.
 */
export function whyWaiverIsVoid(options: WaiverPremises): string | undefined {
  const { requirement, waiver, facts, anewAt = 0 } = options;
  if (!requirement || requirement.noLongerAsked) {
    return 'No policy asks for it any more';
  }
  if (waiver.requirementDigest !== requirement.digest) {
    return 'The policy asks for something else by now';
  }
  const [changed] = changedFacts(waiver.facts, facts);
  if (changed) {
    const { field, before = 'empty', after = 'empty' } = changed;
    return `${field} was ${before} and is ${after}`;
  }
  return waiver.sequence < anewAt
    ? 'It was rejected, and a new review was opened'
    : undefined;
}

/**
 * Finds the waiver that counts for a version: of several the one that lasts longest.
 *
 * @param options - `anewAt` is what `askedAnewAt` finds.
 */
export function findWaiver(options: {
  requirement: EffectiveRequirement;
  version: string | undefined;
  waivers: readonly Waiver[];
  facts: ModelFacts;
  anewAt: number;
  now: Date;
}): Waiver | undefined {
  const { requirement, waivers, version, now } = options;
  return waivers
    .filter(
      waiver =>
        waiver.requirement === requirement.id &&
        waiver.stage === requirement.stage &&
        (waiver.version ?? version) === version &&
        !waiver.revoked &&
        !isReached(waiver.until, now) &&
        !whyWaiverIsVoid({ ...options, waiver }),
    )
    .sort(
      (a, b) =>
        Date.parse(b.until) - Date.parse(a.until) || b.sequence - a.sequence,
    )
    .at(0);
}
