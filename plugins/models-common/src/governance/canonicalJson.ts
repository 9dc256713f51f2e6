import { JsonValue } from '@backstage/types';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import canonicalize from 'canonicalize';
import { isWellFormed } from '../api/fields';

/**
 * SHA-256, in hex, of the canonical JSON of a value.
 *
 * @remarks
 *
 * Canonical JSON is that of RFC 8785. What JSON cannot say, such as `undefined`
 * or an infinite number, is refused: it would be hashed as something else than
 * what a reader of the JSON sees. So is a text with half a character (a lone
 * surrogate): UTF-8 has no bytes for it, and all of them would be hashed alike.
 *
 * @public
 * @throws `TypeError` for a value that is no JSON.
 */
export function sha256OfJson(value: JsonValue): string {
  assertJson(value, '$');
  return bytesToHex(sha256(utf8ToBytes(canonicalize(value) ?? '')));
}

function assertJson(value: unknown, path: string): void {
  if (value === null || typeof value === 'boolean') {
    return;
  }
  if (typeof value === 'string') {
    if (isWellFormed(value)) {
      return;
    }
  } else if (typeof value === 'number') {
    if (Number.isFinite(value)) {
      return;
    }
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => assertJson(item, `${path}[${index}]`));
    return;
  } else if (
    typeof value === 'object' &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value))
  ) {
    for (const [key, item] of Object.entries(value)) {
      assertJson(key, `the name ${path}.${key}`);
      assertJson(item, `${path}.${key}`);
    }
    return;
  }
  throw new TypeError(`${path} is no JSON value: ${String(value)}`);
}
