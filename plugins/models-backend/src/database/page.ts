import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { z } from 'zod';

/** Cursor of a list that is ordered by a column of 32-bit integers. */
export const integerCursorSchema = z.tuple([z.int32()]);

/** A time in a cursor, in milliseconds: one that dates can hold. */
export const cursorTimeSchema = z.int().min(0).max(8_640_000_000_000_000);

/** Text in a cursor: without the one character that PostgreSQL cannot hold. */
export const cursorTextSchema = z
  .string()
  .refine(text => !text.includes('\u0000'));

/** How many characters of stored text a page holds, unless one item is longer. */
const TEXT_IN_PAGE = 700_000;

/** One page of a list. */
export interface Page<T> {
  items: T[];
  pageInfo: { nextCursor?: string };
}

/**
 * Makes a page of rows that were read one beyond the limit.
 *
 * @param options - `cursorOf` names the place of a row in the order of the list.
 */
export function toPage<TRow, TItem>(options: {
  rows: readonly TRow[];
  limit: number;
  cursorOf: (row: TRow) => ReadonlyArray<string | number>;
  toItem: (row: TRow) => TItem;
}): Page<TItem> {
  const { rows, limit, cursorOf, toItem } = options;
  const shown = rows.slice(0, limit);
  const last = shown[shown.length - 1];
  return {
    items: shown.map(toItem),
    pageInfo:
      rows.length > limit && last !== undefined
        ? { nextCursor: encodeCursor(cursorOf(last)) }
        : {},
  };
}

/**
 * Tells how many of the first rows of a query make a page that is not too long, at least
 * one and at most the limit.
 *
 * @param options - `sizeInSql` says how long the texts of a row are.
 */
export async function limitThatFits(
  knex: Knex,
  query: Knex.QueryBuilder,
  options: { limit: number; sizeInSql: string },
): Promise<number> {
  const { limit, sizeInSql } = options;
  const rows: Array<{ size: number | string }> = await query
    .clone()
    .limit(limit)
    .select({ size: knex.raw(sizeInSql) });
  let length = 0;
  const end = rows.findIndex(row => {
    length += Number(row.size);
    return length > TEXT_IN_PAGE;
  });
  return end === -1 ? limit : Math.max(1, end);
}

/**
 * Reads rows from the first to the last, few at once where their texts are long, so that
 * memory does not depend on how much people wrote.
 *
 * @param options - `after` selects the rows that follow another one in their order, or all.
 */
export async function* pagesThatFit<TRow extends object>(
  knex: Knex,
  options: {
    after: (last: TRow | undefined) => Knex.QueryBuilder;
    rowsAtOnce: number;
    sizeInSql: string;
  },
): AsyncGenerator<TRow[]> {
  const { after, rowsAtOnce, sizeInSql } = options;
  let last: TRow | undefined;
  for (;;) {
    const query = after(last);
    const fitting = { limit: rowsAtOnce, sizeInSql };
    const limit = await limitThatFits(knex, query, fitting);
    const rows: TRow[] = await query.limit(limit);
    if (rows.length > 0) {
      yield rows;
    }
    if (rows.length < limit) {
      return;
    }
    last = rows[rows.length - 1];
  }
}

/**
 * Divides what was measured into batches whose texts are not too long together, each of
 * at least one.
 */
export function batchesThatFit<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
): T[][] {
  const batches: T[][] = [];
  let length = Infinity;
  for (const item of items) {
    length += sizeOf(item);
    if (length > TEXT_IN_PAGE) {
      batches.push([]);
      length = sizeOf(item);
    }
    batches[batches.length - 1].push(item);
  }
  return batches;
}

/**
 * Reads a page of rows of a table, the newest first.
 *
 * @param options - `by` is a column that grows with every row; nothing else orders them.
 *   With `sizeInSql` a page ends early where its texts are long.
 * @throws `InputError` when the cursor is none of ours.
 */
export async function listNewestFirst<
  TBy extends string,
  TRow extends Record<TBy, number>,
  TItem,
>(
  knex: Knex,
  table: string,
  options: {
    where: Record<string, string>;
    by: TBy;
    limit: number;
    cursor?: string;
    sizeInSql?: string;
    toItem: (row: TRow) => TItem;
  },
): Promise<Page<TItem>> {
  const { where, by, cursor, sizeInSql, toItem } = options;
  const after = decodeCursor(cursor, integerCursorSchema);
  const query = knex(table).where(where).orderBy(by, 'desc');
  if (after) {
    query.where(by, '<', after[0]);
  }
  const limit = sizeInSql
    ? await limitThatFits(knex, query, { limit: options.limit, sizeInSql })
    : options.limit;
  const rows: TRow[] = await query.limit(limit + 1);
  return toPage({ rows, limit, cursorOf: row => [row[by]], toItem });
}

function encodeCursor(place: ReadonlyArray<string | number>): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * Reads a cursor back.
 *
 * @throws `InputError` when it is none of ours.
 */
export function decodeCursor<T extends z.ZodType>(
  cursor: string | undefined,
  schema: T,
): z.output<T> | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  try {
    return schema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    );
  } catch (cause) {
    throw new InputError(
      'query.cursor: not a cursor of this list; start without one',
      cause,
    );
  }
}
