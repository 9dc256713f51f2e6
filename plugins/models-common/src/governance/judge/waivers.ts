import { EffectiveRequirement } from '../effectiveRequirements';
import { changedFacts } from '../facts';
import { ModelFacts } from '../factsSchemas';
import { Waiver } from '../waiverSchemas';
import { isReached } from './expiry';

/**
 * Tells whether a waiver is for a requirement and a model as they are now, and neither
 * revoked nor over.
 *
 * @public
 */
export function isWaiverInForce(options: {
  requirement: EffectiveRequirement;
  waiver: Waiver;
  facts: ModelFacts;
  now: Date;
}): boolean {
  const { requirement, waiver, facts, now } = options;
  return (
    waiver.requirement === requirement.id &&
    waiver.stage === requirement.stage &&
    waiver.requirementDigest === requirement.digest &&
    changedFacts(waiver.facts, facts).length === 0 &&
    !waiver.revoked &&
    !isReached(waiver.until, now)
  );
}

/**
 * Finds the waiver that counts for a version: of several the one that lasts longest.
 *
 * @param options - `anewAt` is what `askedAnewAt` finds: whoever waived before did not
 *   know of the rejection, or could not say that it is void.
 */
export function findWaiver(options: {
  requirement: EffectiveRequirement;
  version: string | undefined;
  waivers: readonly Waiver[];
  facts: ModelFacts;
  anewAt: number;
  now: Date;
}): Waiver | undefined {
  const { waivers, version, anewAt } = options;
  return waivers
    .filter(waiver => isWaiverInForce({ ...options, waiver }))
    .filter(waiver => waiver.sequence >= anewAt)
    .filter(waiver => (waiver.version ?? version) === version)
    .sort(
      (a, b) =>
        Date.parse(b.until) - Date.parse(a.until) || b.sequence - a.sequence,
    )
    .at(0);
}
