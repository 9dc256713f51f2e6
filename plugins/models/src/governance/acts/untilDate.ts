import { DateTime } from 'luxon';

/**
 * Reads the last day of something as a person writes it.
 *
 * @returns the end of that day where the person is, as ISO 8601 in UTC, or why not.
 */
export function readUntil(
  day: string,
  now: DateTime = DateTime.now(),
): { until: string } | { problem: string } {
  const date = DateTime.fromFormat(day.trim(), 'yyyy-MM-dd');
  if (!date.isValid) {
    return { problem: 'Choose the last day, e.g. 2026-03-31' };
  }
  const end = date.endOf('day');
  if (end <= now) {
    return { problem: 'Choose a day that is not over yet' };
  }
  if (end > now.plus({ years: 1 })) {
    return { problem: 'Choose a day at most a year from now' };
  }
  return { until: end.toUTC().toISO() };
}
