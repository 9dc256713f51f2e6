import { InputError } from '@backstage/errors';

const ALLOWED_CLOCK_SKEW_MS = 5 * 60 * 1000;

/**
 * Reads a reported time; now when none was reported.
 *
 * @throws `InputError` when it lies in the future, for it would outrank every later
 *   report until that time has come, or before 1970, which can only be a mistake.
 */
export function observedTime(options: {
  reported: string | undefined;
  field: string;
  now: Date;
}): Date {
  const { reported, field, now } = options;
  if (reported === undefined) {
    return now;
  }
  const time = new Date(reported);
  if (time.getTime() > now.getTime() + ALLOWED_CLOCK_SKEW_MS) {
    throw new InputError(
      `${field}: ${reported} lies in the future; it is ${now.toISOString()} here`,
    );
  }
  if (time.getTime() < 0) {
    throw new InputError(`${field}: ${reported} lies before 1970`);
  }
  // A clock that runs ahead must not outrank the next report of one that does not.
  return time > now ? now : time;
}
