import { sha256OfJson } from './canonicalJson';
import { GENESIS_HASH, findBreak } from './chain';
import { LedgerCheckpoint } from './ledgerSchemas';

/**
 * Appends a checkpoint to the chain of checkpoints.
 *
 * @param options - `heads` are the newest entries of all ledgers that grew since the
 *   previous checkpoint, in any order; `previous` is that checkpoint, if there is one.
 * @returns the checkpoint without a signature.
 * @public
 */
export function chainCheckpoint(options: {
  heads: LedgerCheckpoint['heads'];
  createdAt: string;
  previous?: Pick<LedgerCheckpoint, 'sequence' | 'hash'>;
}): LedgerCheckpoint {
  const { heads, createdAt, previous } = options;
  const unhashed = {
    sequence: (previous?.sequence ?? 0) + 1,
    createdAt,
    heads: heads
      .map(({ modelRef, sequence, hash }) => ({ modelRef, sequence, hash }))
      .sort((a, b) => (a.modelRef < b.modelRef ? -1 : 1)),
    previousHash: previous?.hash ?? GENESIS_HASH,
  };
  return { ...unhashed, hash: sha256OfJson(unhashed) };
}

/**
 * Tells whether a checkpoint follows from the one before it and is as it was written.
 * Its signature is not looked at.
 *
 * @returns what is wrong, or nothing.
 * @public
 */
export function findBrokenCheckpoint(
  checkpoint: LedgerCheckpoint,
  previous?: Pick<LedgerCheckpoint, 'sequence' | 'hash'>,
): { sequence: number; reason: string } | undefined {
  const { sequence, createdAt, heads, previousHash, hash } = checkpoint;
  return findBreak(
    { hash, content: { sequence, createdAt, heads, previousHash } },
    previous,
  );
}
