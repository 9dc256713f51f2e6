import {
  LedgerAct,
  LedgerEntry,
  chainEntry,
  ledgerEntrySchema,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { LockedModel } from '../database/ModelsDatabase';
import { ROWS_AT_ONCE, inBatches } from '../database/inBatches';
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

const READ_AT_ONCE = 500;
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
  const [entry] = await appendLedgerEntries(tx, [options]);
  return entry;
}

/**
 * Appends acts to the ledgers of models that the transaction has locked, as
 * {@link appendLedgerEntry} does one, in a few statements however many there are.
 *
 * @param acts - of a model the earlier ones first.
 */
export async function appendLedgerEntries(
  tx: Knex.Transaction,
  acts: ReadonlyArray<{ model: LockedModel; act: LedgerAct }>,
): Promise<LedgerEntry[]> {
  const heads = new Map<string, LedgerEntry>();
  const entries = acts.map(({ model, act }) => {
    const entry = chainEntry({ act, previous: model.ledger });
    model.ledger = { sequence: entry.sequence, hash: entry.hash };
    heads.set(entry.modelRef, entry);
    return entry;
  });
  for (const batch of inBatches(entries, ROWS_AT_ONCE)) {
    await tx('ledger_entries').insert(batch.map(toRow));
  }
  for (const batch of inBatches([...heads.values()], ROWS_AT_ONCE)) {
    await tx('models')
      .insert(
        batch.map(({ modelRef, recordedAt, sequence, hash }) => ({
          model_ref: modelRef,
          recorded_at: new Date(recordedAt),
          ledger_sequence: sequence,
          ledger_hash: hash,
        })),
      )
      .onConflict('model_ref')
      // The row is there: it is locked.
      .merge(['ledger_sequence', 'ledger_hash']);
  }
  return entries;
}

function toRow(entry: LedgerEntry) {
  return {
    model_ref: entry.modelRef,
    sequence: entry.sequence,
    recorded_at: entry.recordedAt,
    actor: entry.actor,
    action: entry.action,
    body_json: JSON.stringify(entry.body),
    previous_hash: entry.previousHash,
    hash: entry.hash,
  };
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
    ...{ rowsAtOnce: READ_AT_ONCE, sizeInSql: LENGTH },
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
    ...{ rowsAtOnce: READ_AT_ONCE, sizeInSql: LENGTH },
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
