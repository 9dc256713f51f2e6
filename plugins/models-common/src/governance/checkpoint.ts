import { sha256OfJson } from './canonicalJson';
import { GENESIS_HASH } from './chain';
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
