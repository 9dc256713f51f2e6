import {
  LedgerCheckpoint,
  ledgerCheckpointSchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  Page,
  decodeCursor,
  integerCursorSchema,
  toPage,
} from '../database/page';

interface CheckpointRow {
  sequence: number;
  created_at: string;
  heads_json: string;
  previous_hash: string;
  hash: string;
  key_id: string | null;
  signature: string | null;
}

/** Each can name as many models as there are. */
const CHECKPOINTS_AT_ONCE = 20;

function toCheckpoint(row: CheckpointRow): LedgerCheckpoint {
  const { sequence, hash, key_id: keyId, signature } = row;
  return {
    sequence,
    createdAt: row.created_at,
    heads: readHeads(row.heads_json),
    previousHash: row.previous_hash,
    hash,
    ...(keyId &&
      signature && {
        signature: { keyId, algorithm: 'Ed25519', value: signature },
      }),
  };
}

// What was tampered with is shown as a checkpoint without heads, which its hash
// gives away, and not as an error that keeps everything else from being checked.
function readHeads(text: string): LedgerCheckpoint['heads'] {
  try {
    return ledgerCheckpointSchema.shape.heads.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

/** Position of the newest checkpoint; 0 when there is none. */
export async function newestCheckpoint(knex: Knex): Promise<number> {
  const [{ newest }] = await knex('ledger_checkpoints').max({
    newest: 'sequence',
  });
  return Number(newest ?? 0);
}

/** Finds one checkpoint. */
export async function findCheckpoint(
  knex: Knex,
  sequence: number,
): Promise<LedgerCheckpoint | undefined> {
  const row = await knex<CheckpointRow>('ledger_checkpoints')
    .where({ sequence })
    .first();
  return row && toCheckpoint(row);
}

/** Reads checkpoints in their order, up to one; those after another when it is given. */
export async function* readCheckpoints(
  knex: Knex,
  upTo: number,
  from: number = 0,
): AsyncGenerator<LedgerCheckpoint> {
  let after = from;
  while (after < upTo) {
    const rows: CheckpointRow[] = await knex<CheckpointRow>(
      'ledger_checkpoints',
    )
      .where('sequence', '>', after)
      .where('sequence', '<=', upTo)
      .orderBy('sequence')
      .limit(CHECKPOINTS_AT_ONCE);
    yield* rows.map(toCheckpoint);
    after = rows[rows.length - 1]?.sequence ?? upTo;
  }
}

/** Lists checkpoints, the newest first. */
export async function listCheckpoints(
  knex: Knex,
  options: { limit: number; cursor?: string },
): Promise<Page<LedgerCheckpoint>> {
  const { limit, cursor } = options;
  const after = decodeCursor(cursor, integerCursorSchema);
  const query = knex<CheckpointRow>('ledger_checkpoints')
    .orderBy('sequence', 'desc')
    .limit(limit + 1);
  if (after) {
    query.where('sequence', '<', after[0]);
  }
  return toPage({
    rows: await query,
    limit,
    cursorOf: row => [row.sequence],
    toItem: toCheckpoint,
  });
}

/** Appends a checkpoint. Of two with the same position one is refused. */
export async function insertCheckpoint(
  knex: Knex,
  checkpoint: LedgerCheckpoint,
): Promise<void> {
  const { sequence, createdAt, heads, previousHash, hash } = checkpoint;
  await knex('ledger_checkpoints').insert({
    sequence,
    created_at: createdAt,
    heads_json: JSON.stringify(heads),
    previous_hash: previousHash,
    hash,
    key_id: checkpoint.signature?.keyId ?? null,
    signature: checkpoint.signature?.value ?? null,
  });
}
