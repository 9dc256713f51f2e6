import { LedgerCheckpoint } from '../ledgerSchemas';

/**
 * Where an export of ledgers is not as it was written.
 *
 * @public
 */
export interface LedgerExportProblem {
  /** Number of the line, from 1. */
  line: number;
  /** The model whose ledger is broken. */
  modelRef?: string;
  /** Position of the broken entry in that ledger, or of the broken checkpoint. */
  sequence?: number;
  /** What is wrong, in words. */
  reason: string;
}

/**
 * What the verification of an export came to.
 *
 * @public
 */
export interface LedgerExportVerdict {
  /** Whether everything is as it was written. */
  ok: boolean;
  /** How many entries were read. */
  entries: number;
  /** How many ledgers they are of. */
  models: number;
  /** How many checkpoints were read. */
  checkpoints: number;
  /** How many of the checkpoints carry a signature. */
  signed: number;
  /** How many of the signatures were verified with the given key. */
  verified: number;
  /** The first thing that is wrong. */
  problem?: LedgerExportProblem;
}

/**
 * Verifies the signature of a checkpoint: `other-key` when it was made with another key
 * than the one to verify with.
 *
 * @public
 */
export type VerifySignature = (options: {
  /** The 64 hex digits that are signed. */
  hash: string;
  /** The signature. */
  signature: NonNullable<LedgerCheckpoint['signature']>;
}) => 'valid' | 'invalid' | 'other-key';

/**
 * What was kept of a checkpoint outside of the database.
 *
 * @public
 */
export type KeptCheckpoint = Pick<LedgerCheckpoint, 'sequence' | 'hash'>;

/**
 * What an export is verified with beside itself.
 *
 * @public
 */
export interface LedgerExportExpectations {
  /** Verifies signatures; the newest checkpoint must be signed with that key then. */
  verifySignature?: VerifySignature;
  /** The export must have each of these, with that very hash. */
  keptCheckpoints?: readonly KeptCheckpoint[];
}
