import {
  TimelineItem,
  TimelineKind,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { TimeColumn, toIso } from '../database/columns';
import { Page, cursorTimeSchema, decodeCursor, toPage } from '../database/page';
import { Below, PlainItem, RowId, TimelineSource } from './timelineSource';
import { TIMELINE_SOURCES } from './timelineSources';

/** An item with its place in the order of the timeline. */
interface Placed {
  item: TimelineItem;
  /** Milliseconds. */
  at: number;
  source: number;
  id: RowId;
}

const cursorSchema = z.tuple([
  cursorTimeSchema,
  z
    .int()
    .min(0)
    .max(TIMELINE_SOURCES.length - 1),
  z.union([z.int32(), z.uuid()]),
]);

/** Lists what happened to a model, the newest first. */
export async function listTimeline(
  knex: Knex,
  options: {
    modelRef: string;
    kind?: TimelineKind;
    limit: number;
    cursor?: string;
  },
): Promise<Page<TimelineItem>> {
  const { modelRef, kind, limit, cursor } = options;
  const after = decodeCursor(cursor, cursorSchema);
  const found = await Promise.all(
    TIMELINE_SOURCES.map(async (source, index) =>
      kind && source.kind !== kind
        ? []
        : (
            await source.read({
              ...{ knex, modelRef, limit: limit + 1 },
              ...(after && { below: placeIn(index, after) }),
            })
          ).map(row => place(source, index, row)),
    ),
  );
  return toPage({
    rows: found
      .flat()
      .sort(newestFirst)
      .slice(0, limit + 1),
    limit,
    cursorOf: ({ at, source, id }) => [at, source, id],
    toItem: ({ item }) => item,
  });
}

function place(
  { kind }: TimelineSource,
  source: number,
  { id, at, item }: { id: RowId; at: TimeColumn; item: PlainItem },
): Placed {
  return {
    item: { id: `${source}-${id}`, kind, at: toIso(at), ...item },
    at: new Date(at).getTime(),
    source,
    id,
  };
}

// At one moment the later sources come first: a version is reported before it moves.
function newestFirst(a: Placed, b: Placed): number {
  return b.at - a.at || b.source - a.source || (b.id > a.id ? 1 : -1);
}

/** What a source has yet to tell after the place that a cursor names. */
function placeIn(
  source: number,
  [at, lastSource, lastId]: z.output<typeof cursorSchema>,
): Below {
  if (source === lastSource) {
    return { at, ids: { below: lastId } };
  }
  return { at, ids: source < lastSource ? 'all' : 'none' };
}
