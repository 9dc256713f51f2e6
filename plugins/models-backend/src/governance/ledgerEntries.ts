import {
  LedgerAct,
  LedgerEntry,
  chainEntry,
  ledgerEntrySchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { LockedModel } from '../database/ModelsDatabase';
import {
  Page,
  decodeCursor,
  integerCursorSchema,
  limitThatFits,
  toPage,
} from '../database/page';

interface LedgerRow {
  model_ref: string;
  recorded_ref: string | null;
  sequence: number;
  recorded_at: string;
  actor: string;
  action: string;
  body_json: string;
  previous_hash: string;
  hash: string;
}

/** An entry as the contract has it. */
export type StoredEntry = z.output<typeof ledgerEntrySchema>;

const ROWS_AT_ONCE = 500;

// Not parsed further: what stands there is answered as it is, so that whoever checks
// the chain finds what was tampered with.
function toEntry(row: LedgerRow): StoredEntry {
  return {
    modelRef: row.recorded_ref ?? row.model_ref,
    sequence: row.sequence,
    recordedAt: row.recorded_at,
    actor: row.actor,
    action: row.action,
    body: readBody(row.body_json),
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

function readBody(text: string): StoredEntry['body'] {
  try {
    return ledgerEntrySchema.shape.body.parse(JSON.parse(text));
  } catch {
    return { unreadable: text };
  }
}

/**
 * Appends an act to the ledger of a model that the transaction has locked. The next one
 * in the same transaction follows from it.
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
  model.ledger = { sequence: entry.sequence, hash: entry.hash };
  return entry;
}

/** Tells whether anything was ever written into the ledger of a model. */
export async function hasLedger(
  knex: Knex,
  modelRef: string,
): Promise<boolean> {
  return Boolean(
    await knex('ledger_entries').where({ model_ref: modelRef }).first('hash'),
  );
}

/**
 * Lists the ledger of a model, the oldest entry first. Where entries are long, a page ends
 * before its limit.
 */
export async function listLedger(
  knex: Knex,
  options: { modelRef: string; limit: number; cursor?: string },
): Promise<Page<StoredEntry>> {
  const { modelRef, cursor } = options;
  const after = decodeCursor(cursor, integerCursorSchema);
  const query = knex<LedgerRow>('ledger_entries')
    .where({ model_ref: modelRef })
    .orderBy('sequence');
  if (after) {
    query.where('sequence', '>', after[0]);
  }
  const limit = await limitThatFits(knex, query, {
    ...{ limit: options.limit, sizeInSql: 'length(body_json)' },
  });
  const rows: LedgerRow[] = await query.limit(limit + 1);
  return toPage({
    rows,
    limit,
    cursorOf: row => [row.sequence],
    toItem: toEntry,
  });
}

/**
 * Reads ledgers entry by entry, each model's in its order, a few hundred rows at a time.
 *
 * @param modelRef - the one model whose ledger is read; all when left out.
 */
export async function* readLedgers(
  knex: Knex,
  modelRef?: string,
): AsyncGenerator<StoredEntry> {
  let last: LedgerRow | undefined;
  do {
    const query = knex<LedgerRow>('ledger_entries')
      .where(modelRef ? { model_ref: modelRef } : {})
      .orderBy(['model_ref', 'sequence'])
      .limit(ROWS_AT_ONCE);
    if (last) {
      const { model_ref: ref, sequence } = last;
      query.where(place =>
        place
          .where('model_ref', '>', ref)
          .orWhere(same =>
            same.where('model_ref', ref).where('sequence', '>', sequence),
          ),
      );
    }
    const rows: LedgerRow[] = await query;
    yield* rows.map(toEntry);
    last = rows[ROWS_AT_ONCE - 1];
  } while (last);
}

/** Reads the entries of a model from one position to another, both included. */
export async function ledgerBetween(
  knex: Knex,
  options: { modelRef: string; from: number; to: number },
): Promise<StoredEntry[]> {
  const { modelRef, from, to } = options;
  const rows: LedgerRow[] = await knex<LedgerRow>('ledger_entries')
    .where({ model_ref: modelRef })
    .whereBetween('sequence', [from, to])
    .orderBy('sequence');
  return rows.map(toEntry);
}

/** Reads the one entry of each of many models that its position names. */
export async function entriesAt(
  knex: Knex,
  positions: ReadonlyArray<{ modelRef: string; sequence: number }>,
): Promise<Map<string, StoredEntry>> {
  const rows: LedgerRow[] = await knex<LedgerRow>('ledger_entries').whereIn(
    ['model_ref', 'sequence'],
    positions.map(({ modelRef, sequence }) => [modelRef, sequence]),
  );
  return new Map(rows.map(row => [row.model_ref, toEntry(row)]));
}
