import { DateTime, Duration } from 'luxon';

/**
 * From when on something is kept, in UTC: how long a month or a day is must not depend
 * on where the backend runs.
 *
 * @param kept - ISO 8601 duration.
 */
export function keptSince(now: Date, kept: string): DateTime {
  return DateTime.fromJSDate(now, { zone: 'utc' }).minus(
    Duration.fromISO(kept),
  );
}
