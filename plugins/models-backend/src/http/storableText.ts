import { InputError } from '@backstage/errors';

const HALF_A_CHARACTER = /\p{Surrogate}/u;

/**
 * Refuses text that the database would not give back as it was sent: PostgreSQL
 * refuses NUL, and half of a surrogate pair is replaced on its way.
 *
 * @throws `InputError` that names the field.
 */
export function assertStorableText(value: unknown, field: string): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || HALF_A_CHARACTER.test(value)) {
      throw new InputError(
        `${field}: holds a NUL or half of a character; remove it`,
      );
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      assertStorableText(item, `${field}.${key}`);
    }
  }
}
