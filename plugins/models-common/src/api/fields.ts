import { Duration } from 'luxon';
import { z } from 'zod';

/** A point in time as ISO 8601 with an offset. */
export const timestampSchema = z.iso
  .datetime({
    offset: true,
    error: 'write a time as ISO 8601 with offset, e.g. 2026-03-01T09:30:00Z',
  })
  .describe('ISO 8601 with offset; answered in UTC');

// eslint-disable-next-line no-control-regex
const ONE_LINE = /^[^\u0000-\u001f\u007f]*$/;

/** Whether a text has whole characters only: no half of one, a lone surrogate. */
export function isWellFormed(text: string): boolean {
  // Most texts have no surrogates at all, and that is found out much faster.
  return !/[\ud800-\udfff]/.test(text) || !/\p{Surrogate}/u.test(text);
}

const HALF_CHARACTER =
  'must not hold half a character (a lone surrogate); send it as UTF-8';

/** A short name on one line that people choose. */
export const nameSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200, 'must be at most 200 characters')
  .regex(ONE_LINE, 'must be one line without control characters')
  .refine(isWellFormed, HALF_CHARACTER);

/** The identifier of a version, as the model's source writes it. */
export const versionNameSchema = nameSchema
  .max(128, 'must be at most 128 characters')
  .describe('Identifier of the version as its source writes it, e.g. 7');

/** The name of an environment, e.g. `production`. */
export const environmentNameSchema = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/,
    'must be 1 to 63 lower-case letters, digits, dots, dashes or underscores',
  );

/** Free text that a person writes. */
export const textSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(10_000, 'must be at most 10,000 characters')
  .refine(isWellFormed, HALF_CHARACTER)
  .refine(text => !text.includes('\u0000'), 'must not hold the character NUL');

/** Where something lies, as its store writes it: it is shown, and never opened. */
export const locationSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(2_000, 'must be at most 2,000 characters')
  .regex(ONE_LINE, 'must be one line without control characters')
  .refine(hasNoUserinfo, 'must not hold a user name or a password')
  .refine(isWellFormed, HALF_CHARACTER);

/** A link that is safe to show: http or https, and no password in it. */
export const linkSchema = z
  .url({
    protocol: /^https?$/,
    error: 'must be an absolute http or https URL',
  })
  .max(2_000, 'must be at most 2,000 characters')
  .refine(hasNoUserinfo, 'must not hold a user name or a password')
  .refine(isWellFormed, HALF_CHARACTER);

function hasNoUserinfo(link: string): boolean {
  if (!URL.canParse(link)) {
    return true;
  }
  const { username, password } = new URL(link);
  return !username && !password;
}

/** Longer than anything is allowed to be silent or valid, in days: ten years. */
const LONGEST_DURATION_DAYS = 3_653;

/** ISO 8601 duration, weeks included, e.g. `P30D` or `PT6H`. */
export const durationSchema = z.iso
  .duration({
    error: 'write a duration as ISO 8601, e.g. P30D or PT6H',
    abort: true,
  })
  .max(40, 'must be at most 40 characters')
  .refine(
    isSensibleDuration,
    'must be longer than nothing and at most ten years',
  )
  .describe('ISO 8601 duration of at most ten years, e.g. P30D or PT6H');

function isSensibleDuration(text: string): boolean {
  if (text.length > 40) {
    return false;
  }
  const duration = Duration.fromISO(text);
  const days = duration.isValid ? duration.as('days') : NaN;
  return days > 0 && days <= LONGEST_DURATION_DAYS;
}

/** How many items a page holds at most. */
export const limitSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(200)
  .default(50)
  .describe('Items per page');

/** Where the next page starts: what `pageInfo.nextCursor` said. */
export const cursorSchema = z.string().max(1_000);

/** One page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    pageInfo: z.object({ nextCursor: z.string().optional() }),
  });
}
