import { JsonValue } from '@backstage/types';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
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
  const canonical = writeCanonical(value);
  if (canonical === undefined) {
    throw new TypeError(findMistake(value, '$'));
  }
  return bytesToHex(sha256(utf8ToBytes(canonical)));
}

// RFC 8785 writes numbers and texts as ECMAScript does, and sorts names by UTF-16 units
// as `sort` does. The places of mistakes are looked for only once there is one.
function writeCanonical(value: unknown): string | undefined {
  if (isScalar(value)) {
    return JSON.stringify(value);
  }
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      const written = writeCanonical(item);
      if (written === undefined) {
        return undefined;
      }
      parts.push(written);
    }
    return `[${parts.join(',')}]`;
  }
  if (!isPlainObject(value)) {
    return undefined;
  }
  for (const key of Object.keys(value).sort()) {
    const written = writeCanonical(value[key]);
    if (written === undefined || !isWellFormed(key)) {
      return undefined;
    }
    parts.push(`${JSON.stringify(key)}:${written}`);
  }
  return `{${parts.join(',')}}`;
}

function findMistake(value: unknown, path: string): string | undefined {
  if (isScalar(value)) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return firstMistake(
      Array.from(value, (item, index) => [item, `${path}[${index}]`]),
    );
  }
  if (isPlainObject(value)) {
    return firstMistake(
      Object.entries(value).flatMap(([key, item]) => [
        [key, `the name ${path}.${key}`],
        [item, `${path}.${key}`],
      ]),
    );
  }
  return `${path} is no JSON value: ${String(value)}`;
}

function firstMistake(
  parts: ReadonlyArray<readonly [unknown, string]>,
): string | undefined {
  for (const [value, path] of parts) {
    const mistake = findMistake(value, path);
    if (mistake) {
      return mistake;
    }
  }
  return undefined;
}

function isScalar(value: unknown): value is null | boolean | number | string {
  switch (typeof value) {
    case 'string':
      return isWellFormed(value);
    case 'number':
      return Number.isFinite(value);
    default:
      return value === null || typeof value === 'boolean';
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value))
  );
}
