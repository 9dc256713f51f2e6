import { DateTime } from 'luxon';

/** Says when a model reaches its end of life, or did. */
export function describeEnd(
  date: string,
  now: DateTime = DateTime.now(),
): string {
  const day = DateTime.fromISO(date, { locale: 'en' });
  const words = day.toLocaleString(DateTime.DATE_FULL);
  return day.endOf('day') < now
    ? `Its end of life was on ${words}`
    : `It reaches its end of life on ${words}`;
}
