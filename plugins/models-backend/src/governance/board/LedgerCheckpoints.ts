import {
  LedgerCheckpoint,
  chainCheckpoint,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { ModelsDatabase } from '../../database/ModelsDatabase';
import { CheckpointSigner } from './CheckpointSigner';

/** Records the heads of all ledgers from time to time. */
export class LedgerCheckpoints {
  readonly #options: {
    database: ModelsDatabase;
    signer: CheckpointSigner | undefined;
    now: () => Date;
  };

  constructor(options: {
    database: ModelsDatabase;
    signer: CheckpointSigner | undefined;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Writes a checkpoint, unless no ledger grew since the newest one. */
  async write(): Promise<LedgerCheckpoint | undefined> {
    const { database, signer, now } = this.#options;
    return database.knex.transaction(async tx => {
      const heads = await takeHeads(tx);
      if (heads.length === 0) {
        return undefined;
      }
      const checkpoint = chainCheckpoint({
        heads,
        createdAt: now().toISOString(),
        previous: await newest(tx),
      });
      const signature = signer?.sign(checkpoint.hash);
      await insert(tx, { ...checkpoint, ...(signature && { signature }) });
      return checkpoint;
    });
  }
}

interface HeadRow {
  model_ref: string;
  ledger_sequence: number;
  ledger_hash: string;
}

// Read and marked in one statement: an entry that is written meanwhile is either in
// this checkpoint or in the next.
async function takeHeads(
  tx: Knex.Transaction,
): Promise<LedgerCheckpoint['heads']> {
  const rows: HeadRow[] = await tx('models')
    .whereRaw('ledger_sequence > checkpointed_sequence')
    .update({ checkpointed_sequence: tx.ref('ledger_sequence') })
    .returning(['model_ref', 'ledger_sequence', 'ledger_hash']);
  return rows
    .map(row => ({
      modelRef: row.model_ref,
      sequence: row.ledger_sequence,
      hash: row.ledger_hash,
    }))
    .sort((a, b) => (a.modelRef < b.modelRef ? -1 : 1));
}

async function newest(
  tx: Knex.Transaction,
): Promise<Pick<LedgerCheckpoint, 'sequence' | 'hash'> | undefined> {
  return tx<Pick<LedgerCheckpoint, 'sequence' | 'hash'>>('ledger_checkpoints')
    .orderBy('sequence', 'desc')
    .select('sequence', 'hash')
    .first();
}

// Should two replicas write at once, the sequence number lets one of them win, and what
// the other one took is free again.
async function insert(
  tx: Knex.Transaction,
  checkpoint: LedgerCheckpoint,
): Promise<void> {
  const { sequence, createdAt, heads, previousHash, hash } = checkpoint;
  await tx('ledger_checkpoints').insert({
    sequence,
    created_at: createdAt,
    heads_json: JSON.stringify(heads),
    previous_hash: previousHash,
    hash,
    key_id: checkpoint.signature?.keyId ?? null,
    signature: checkpoint.signature?.value ?? null,
  });
}
