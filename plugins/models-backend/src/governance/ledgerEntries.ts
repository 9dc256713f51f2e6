import {
  LedgerAct,
  LedgerEntry,
  chainEntry,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { LockedModel } from '../database/ModelsDatabase';

/**
 * Appends an act to the ledger of a model that the transaction has locked.
 */
export async function appendLedgerEntry(
  tx: Knex.Transaction,
  options: { model: LockedModel; act: LedgerAct },
): Promise<LedgerEntry> {
  const { model, act } = options;
  const entry = chainEntry({ act, previous: model.ledger });
  await tx('ledger_entries').insert({
    model_ref: entry.modelRef,
    sequence: entry.sequence,
    recorded_at: entry.recordedAt,
    actor: entry.actor,
    action: entry.action,
    body_json: JSON.stringify(entry.body),
    previous_hash: entry.previousHash,
    hash: entry.hash,
  });
  await tx('models')
    .where({ model_ref: entry.modelRef })
    .update({ ledger_sequence: entry.sequence, ledger_hash: entry.hash });
  return entry;
}
