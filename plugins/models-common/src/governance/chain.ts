import { JsonObject } from '@backstage/types';
import { sha256OfJson } from './canonicalJson';

/**
 * What the first entry of a chain names as the hash before it.
 *
 * @public
 */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * Tells whether one link of a chain, an entry or a checkpoint, follows from the one
 * before it and is as it was written.
 *
 * @returns the sequence number at which the chain breaks and why, or nothing.
 */
export function findBreak(
  link: {
    hash: string;
    content: JsonObject & { sequence: number; previousHash: string };
  },
  previous: { sequence: number; hash: string } | undefined,
): { sequence: number; reason: string } | undefined {
  const { hash, content } = link;
  const { sequence, previousHash } = content;
  const expected = (previous?.sequence ?? 0) + 1;
  if (sequence !== expected) {
    return {
      sequence: expected,
      reason:
        sequence < expected
          ? `entry ${sequence} stands in the place of entry ${expected}`
          : `entry ${expected} is missing; entry ${sequence} stands in its place`,
    };
  }
  if (previousHash !== (previous?.hash ?? GENESIS_HASH)) {
    return { sequence, reason: 'it does not follow from the entry before it' };
  }
  return hashOf(content) === hash
    ? undefined
    : { sequence, reason: 'its content was changed' };
}

function hashOf(content: JsonObject): string | undefined {
  try {
    return sha256OfJson(content);
  } catch {
    // What has no hash was never chained like this.
    return undefined;
  }
}
