import { DateTime, Duration } from 'luxon';
import { EffectiveRequirement } from '../effectiveRequirements';
import { Decision } from '../schemas';

/** Of an approval whose date cannot be read nobody can say that it is still valid. */
const NEVER_VALID = '1970-01-01T00:00:00.000Z';

/**
 * When an approval expires: reckoned in UTC, where no hour is left out or comes twice.
 * A year from 29 February ends on 28 February.
 */
export function expiryOf(
  requirement: EffectiveRequirement,
  decision: Decision,
): string | undefined {
  if (!requirement.validFor || decision.decision !== 'approved') {
    return undefined;
  }
  return (
    DateTime.fromISO(decision.decidedAt, { zone: 'utc' })
      .plus(Duration.fromISO(requirement.validFor))
      .toISO() ?? NEVER_VALID
  );
}

/** Whether the instant is now or was before; so it is when it cannot be read. */
export function isReached(instant: string, now: Date): boolean {
  return !(Date.parse(instant) > now.getTime());
}
