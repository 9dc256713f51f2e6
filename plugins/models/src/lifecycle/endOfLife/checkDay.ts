import { DateTime } from 'luxon';

/** Says what is wrong with the last day of something that a person chooses. */
export function checkDay(day: string | undefined): string | null {
  const date = DateTime.fromFormat(day ?? '', 'yyyy-MM-dd', { zone: 'utc' });
  if (!date.isValid) {
    return 'Choose the last day, e.g. 2027-03-31';
  }
  return date.endOf('day') < DateTime.utc()
    ? 'Choose a day that is not over yet'
    : null;
}
