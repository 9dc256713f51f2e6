import { DateTime, Duration } from 'luxon';
import { EffectiveRequirement } from '../effectiveRequirements';
import { Decision } from '../schemas';

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
      .toISO() ?? undefined
  );
}

/** Whether the instant is now or was before. */
export function isReached(instant: string, now: Date): boolean {
  return Date.parse(instant) <= now.getTime();
}
