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
  batchesThatFit,
  decodeCursor,
  integerCursorSchema,
  limitThatFits,
  pagesThatFit,
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
const LENGTH = 'length(body_json)';

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
    ...{ limit: options.limit, sizeInSql: LENGTH },
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
 * Reads ledgers entry by entry, each model's in its order, at most a few hundred rows at a
 * time.
 *
 * @param modelRef - the one model whose ledger is read; all when left out.
 */
export async function* readLedgers(
  knex: Knex,
  modelRef?: string,
): AsyncGenerator<StoredEntry> {
  const pages = pagesThatFit<LedgerRow>(knex, {
    ...{ rowsAtOnce: ROWS_AT_ONCE, sizeInSql: LENGTH },
    after: last => {
      const query = knex('ledger_entries')
        .where(modelRef ? { model_ref: modelRef } : {})
        .orderBy(['model_ref', 'sequence']);
      return last ? query.where(place => isBehind(place, last)) : query;
    },
  });
  for await (const rows of pages) {
    for (const row of rows) {
      yield toEntry(row);
    }
  }
}

function isBehind(
  place: Knex.QueryBuilder,
  { model_ref: ref, sequence }: LedgerRow,
): void {
  place
    .where('model_ref', '>', ref)
    .orWhere(same =>
      same.where('model_ref', ref).where('sequence', '>', sequence),
    );
}

/**
 * Reads the ledger of a model from behind one position to the end, or to another one which
 * is included, at most a few hundred entries at a time.
 */
export async function* ledgerPages(
  knex: Knex,
  options: { modelRef: string; after: number; to?: number },
): AsyncGenerator<StoredEntry[]> {
  const { modelRef, after, to } = options;
  const pages = pagesThatFit<LedgerRow>(knex, {
    ...{ rowsAtOnce: ROWS_AT_ONCE, sizeInSql: LENGTH },
    after: last => {
      const query = knex('ledger_entries')
        .where({ model_ref: modelRef })
        .where('sequence', '>', last?.sequence ?? after)
        .orderBy('sequence');
      return to === undefined ? query : query.where('sequence', '<=', to);
    },
  });
  for await (const rows of pages) {
    yield rows.map(toEntry);
  }
}

type Position = { modelRef: string; sequence: number };

/**
 * Reads the one entry of each of many models that its position names, those of a few
 * models at a time where entries are long. Positions without an entry are left out.
 */
export async function* entriesAt(
  knex: Knex,
  positions: readonly Position[],
): AsyncGenerator<Map<string, StoredEntry>> {
  const at = (some: readonly Position[]) =>
    knex('ledger_entries').whereIn(
      ['model_ref', 'sequence'],
      some.map(({ modelRef, sequence }) => [modelRef, sequence]),
    );
  const sizes: Array<{ model_ref: string; size: number | string }> = await at(
    positions,
  ).select('model_ref', { size: knex.raw(LENGTH) });
  const sizeOf = new Map(sizes.map(row => [row.model_ref, Number(row.size)]));
  const batches = batchesThatFit(
    positions.filter(({ modelRef }) => sizeOf.has(modelRef)),
    ({ modelRef }) => sizeOf.get(modelRef) ?? 0,
  );
  for (const batch of batches) {
    const rows: LedgerRow[] = await at(batch);
    yield new Map(rows.map(row => [row.model_ref, toEntry(row)]));
  }
}
