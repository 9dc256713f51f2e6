import {
  TimelineItem,
  TimelineKind,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { TimeColumn } from '../database/columns';

/** Tells the rows of one source apart that are of the same moment. */
export type RowId = number | string;

/** Where the rows begin that have not been told yet. */
export interface Below {
  /** Milliseconds. */
  at: number;
  /** Which rows of that very moment are among them: those below an id, all, or none. */
  ids: { below: RowId } | 'all' | 'none';
}

/**
 * Where items come from. Another source is another one of these: a table with a time and
 * an id that orders its rows, and what an item says of a row.
 */
export interface TimelineSource {
  kind: TimelineKind;
  /** Reads some rows, the newest first, from below a place on. */
  read(options: {
    knex: Knex;
    modelRef: string;
    below?: Below;
    limit: number;
  }): Promise<Array<{ id: RowId; at: TimeColumn; item: PlainItem }>>;
}

/** An item without what its place in the timeline says. */
export type PlainItem = Omit<TimelineItem, 'id' | 'kind' | 'at'>;

/** Reads a table in the order of a time and an id. */
export async function readTable<TRow extends object>(
  options: Parameters<TimelineSource['read']>[0] & {
    table: string;
    time: string;
    id: string;
    /** How the time is stored. */
    toColumn?: (millis: number) => string | Date;
    where?: (query: Knex.QueryBuilder) => void;
  },
): Promise<TRow[]> {
  const { knex, modelRef, below, limit, table, time, id } = options;
  const { toColumn = (millis: number) => new Date(millis) } = options;
  const query = knex(table)
    .where({ model_ref: modelRef })
    .orderBy([
      { column: time, order: 'desc' },
      { column: id, order: 'desc' },
    ])
    .limit(limit);
  options.where?.(query);
  if (below) {
    const at = toColumn(below.at);
    const { ids } = below;
    query.where(older => {
      older.where(time, '<', at);
      if (ids === 'all') {
        older.orWhere(time, at);
      } else if (ids !== 'none') {
        older.orWhere(same => same.where(time, at).where(id, '<', ids.below));
      }
    });
  }
  return query;
}
