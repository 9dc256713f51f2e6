import { JsonObject } from '@backstage/types';
import { sha256OfJson } from './canonicalJson';

/**
 * What one act on a model says before it is chained.
 *
 * @public
 */
export interface LedgerAct {
  /** Entity ref of the model. */
  modelRef: string;
  /** ISO 8601 in UTC. */
  recordedAt: string;
  /** Entity ref of the person who acted. */
  actor: string;
  /** What was done, e.g. `decision`. */
  action: string;
  /** The details of what was done. */
  body: JsonObject;
}

/**
 * One entry of a model's ledger.
 *
 * @public
 */
export interface LedgerEntry extends LedgerAct {
  /** Position in the model's chain, from 1. */
  sequence: number;
  /** Hash of the entry before it; {@link GENESIS_HASH} for the first. */
  previousHash: string;
  /** SHA-256 of the canonical JSON (RFC 8785) of all the above. */
  hash: string;
}

/**
 * What the first entry of a chain names as the hash before it.
 *
 * @public
 */
export const GENESIS_HASH = '0'.repeat(64);

/**
 * Appends an act to a chain.
 *
 * @param options - the act, and the last entry of the model's chain so far.
 * @public
 */
export function chainEntry(options: {
  act: LedgerAct;
  previous?: Pick<LedgerEntry, 'sequence' | 'hash'>;
}): LedgerEntry {
  const { modelRef, recordedAt, actor, action, body } = options.act;
  const unhashed = {
    modelRef,
    sequence: (options.previous?.sequence ?? 0) + 1,
    recordedAt,
    actor,
    action,
    body,
    previousHash: options.previous?.hash ?? GENESIS_HASH,
  };
  return { ...unhashed, hash: sha256OfJson(unhashed) };
}

/**
 * Finds the first entry of one model's chain that is not as it was written.
 *
 * @param entries - all entries of the chain, in order.
 * @returns the sequence number at which the chain breaks and why, or nothing.
 * @public
 */
export function findBrokenEntry(
  entries: readonly LedgerEntry[],
): { sequence: number; reason: string } | undefined {
  let previous: LedgerEntry | undefined;
  for (const entry of entries) {
    const { hash, ...content } = entry;
    const broken = findBreak({ hash, content }, previous);
    if (broken) {
      return broken;
    }
    previous = entry;
  }
  return undefined;
}

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
