import { z } from 'zod';

// Cards are written by hand and by many tools. What stands at a place where it is not
// expected is left out; it never makes the rest of the card unreadable.

// How YAML writes nothing, and Python when it fills in a template.
const EMPTY = new Set(['', '~', 'null', 'None']);

/** What a text at some place of a card says; nothing when there is none. */
export function textIn(value: unknown): string | undefined {
  const parsed = z
    .union([z.string(), z.number(), z.boolean()])
    .transform(scalar => String(scalar).trim())
    .safeParse(value);
  return parsed.success && !EMPTY.has(parsed.data) ? parsed.data : undefined;
}

/** What one text or a list of texts says. */
export function textsIn(value: unknown): string[] {
  return listIn(value).flatMap(item => textIn(item) ?? []);
}

/** The items of a list; one thing alone is a list of one. */
export function listIn(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value;
  }
  return value === undefined || value === null ? [] : [value];
}

/** The fields of an object; none of anything else. */
export function fieldsIn(value: unknown): Readonly<Record<string, unknown>> {
  const parsed = z.record(z.string(), z.unknown()).safeParse(value);
  return parsed.success ? parsed.data : {};
}

/** A link that is safe to show: nothing but http and https. */
export function linkIn(value: unknown): string | undefined {
  const text = textIn(value);
  return text && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? text
    : undefined;
}
