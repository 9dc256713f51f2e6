import {
  LedgerEntry,
  chainEntry,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';

/**
 * Writes a long ledger as the plugin would, without taking its time.
 *
 * @param options - `comment` is what stands in each entry, or the number of the entry.
 */
export async function writeLedger(
  knex: Knex,
  modelRef: string,
  options: { length: number; comment?: string },
): Promise<void> {
  const { length, comment } = options;
  const recordedAt = new Date().toISOString();
  const entries: LedgerEntry[] = [];
  for (let index = 0; index < length; index++) {
    const body = { comment: comment ?? `No. ${index}` };
    entries.push(
      chainEntry({
        act: {
          modelRef,
          recordedAt,
          actor: 'x',
          action: 'owner-assigned',
          body,
        },
        previous: entries[index - 1],
      }),
    );
  }
  const { sequence, hash } = entries[length - 1];
  await knex('models').insert({
    ...{ model_ref: modelRef, recorded_at: new Date() },
    ...{ ledger_sequence: sequence, ledger_hash: hash },
  });
  await knex.batchInsert(
    'ledger_entries',
    entries.map(entry => ({
      ...{ model_ref: modelRef, sequence: entry.sequence },
      ...{ recorded_at: recordedAt, actor: 'x', action: 'owner-assigned' },
      body_json: JSON.stringify(entry.body),
      ...{ previous_hash: entry.previousHash, hash: entry.hash },
    })),
    50,
  );
}
