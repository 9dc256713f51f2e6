import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { sha256OfJson } from './canonicalJson';
import { GENESIS_HASH, findBreak } from './chain';

const continuationSchema = z.object({
  action: z.literal('record-continued'),
  body: z.object({ formerRef: z.string() }),
});

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
 * @remarks
 *
 * A chain stays that of one model; under another name it goes on only with an entry
 * `record-continued` that names the former one.
 *
 * @param entries - entries of the chain, in order.
 * @param after - the entry that the first of them follows; without it they must be all
 *   entries from the first on.
 * @returns the sequence number at which the chain breaks and why, or nothing.
 * @public
 */
export function findBrokenEntry(
  entries: readonly LedgerEntry[],
  after?: Pick<LedgerEntry, 'sequence' | 'hash'> & { modelRef?: string },
): { sequence: number; reason: string } | undefined {
  let previous = after;
  for (const entry of entries) {
    const { hash, ...content } = entry;
    const broken = findBreak({ hash, content }, previous);
    if (broken) {
      return broken;
    }
    if (previous?.modelRef !== undefined) {
      const reason = explainOtherModel(entry, previous.modelRef);
      if (reason) {
        return { sequence: entry.sequence, reason };
      }
    }
    previous = entry;
  }
  return undefined;
}

/**
 * Tells under which name the ledger stood before, when an entry has it go on under another.
 *
 * @public
 */
export function continuedFrom(entry: object): string | undefined {
  return continuationSchema.safeParse(entry).data?.body.formerRef;
}

/**
 * Says why an entry cannot stand in the chain of a model, when it is one of another model.
 *
 * @param before - the model that the entry before it speaks of.
 * @public
 */
export function explainOtherModel(
  entry: { modelRef: string; action?: unknown; body?: unknown },
  before: string,
): string | undefined {
  return entry.modelRef === before || continuedFrom(entry) === before
    ? undefined
    : `it is an entry of ${entry.modelRef} in the ledger of ${before}`;
}
