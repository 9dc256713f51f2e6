import { EffectiveRequirement } from '../effectiveRequirements';
import { Waiver } from '../waiverSchemas';
import { isReached } from './expiry';

/**
 * Tells whether a waiver is for a requirement as it is now, and neither revoked nor over.
 *
 * @public
 */
export function isWaiverInForce(options: {
  requirement: EffectiveRequirement;
  waiver: Waiver;
  now: Date;
}): boolean {
  const { requirement, waiver, now } = options;
  return (
    waiver.requirement === requirement.id &&
    waiver.stage === requirement.stage &&
    waiver.requirementDigest === requirement.digest &&
    !waiver.revoked &&
    !isReached(waiver.until, now)
  );
}

/** Finds the waiver that counts for a version: of several the one that lasts longest. */
export function findWaiver(options: {
  requirement: EffectiveRequirement;
  version: string | undefined;
  waivers: readonly Waiver[];
  now: Date;
}): Waiver | undefined {
  const { waivers, version } = options;
  return waivers
    .filter(waiver => isWaiverInForce({ ...options, waiver }))
    .filter(waiver => (waiver.version ?? version) === version)
    .sort(
      (a, b) =>
        Date.parse(b.until) - Date.parse(a.until) || b.sequence - a.sequence,
    )
    .at(0);
}
