import { InputError } from '@backstage/errors';
import {
  FLEET_SORTS,
  FleetQuery,
  FleetSort,
  Lifecycle,
  RISK_TIERS,
  SIGN_OFF_STATUSES,
} from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { cursorTextSchema, decodeCursor, toPage } from '../database/page';
import { badnessNow } from '../monitoring/modelBadness';
import { FleetModelRow } from './FleetModelRow';
import { Condition, FleetScope, narrowFleet } from './fleetConditions';

/** A row of the fleet, with its place in the order that was asked for. */
export type RankedRow = FleetModelRow & { rank: string | number };

const cursorSchema = z.tuple([
  z.enum(FLEET_SORTS),
  z.enum(['asc', 'desc']),
  z.union([cursorTextSchema, z.int32()]),
  cursorTextSchema,
  cursorTextSchema,
]);

type PageQuery = Pick<FleetQuery, 'sort' | 'order' | 'limit' | 'cursor'>;

/**
 * Reads one page of the fleet: by what was asked for, and among equals by title.
 *
 * @throws `InputError` for a cursor of another order.
 */
export async function readFleetPage(
  knex: Knex,
  scope: FleetScope,
  options: PageQuery & { lifecycle: Lifecycle },
) {
  const { sort, order, limit } = options;
  const rank = rankOf(sort, { ...options, now: scope.now });
  const query = narrowFleet(knex('fleet_models as m'), scope)
    .select('m.*', knex.raw(`${rank.sql} as rank`, rank.bindings))
    .orderByRaw(
      `${rank.sql} ${order}, m.sort_title, m.model_ref`,
      rank.bindings,
    )
    .limit(limit + 1);
  startAfter(query, rank, options);
  const rows: RankedRow[] = await query;
  return toPage({
    rows,
    limit,
    cursorOf: row => [sort, order, row.rank, row.sort_title, row.model_ref],
    toItem: row => row,
  });
}

function startAfter(
  query: Knex.QueryBuilder,
  rank: Condition,
  { sort, order, cursor }: PageQuery,
): void {
  const after = decodeCursor(cursor, cursorSchema);
  if (!after) {
    return;
  }
  const [ofSort, ofOrder, place, title, modelRef] = after;
  if (ofSort !== sort || ofOrder !== order) {
    throw new InputError(
      'query.cursor: belongs to a list in another order; start without one',
    );
  }
  if (typeof place === 'number' ? isText(sort) : !isText(sort)) {
    throw new InputError(
      'query.cursor: not a cursor of this list; start without one',
    );
  }
  query.whereRaw(
    `(${rank.sql} ${order === 'asc' ? '>' : '<'} ?
      or (${rank.sql} = ? and (m.sort_title, m.model_ref) > (?, ?)))`,
    [
      ...[...rank.bindings, place],
      ...[...rank.bindings, place, title, modelRef],
    ],
  );
}

function isText(sort: FleetSort): boolean {
  return sort === 'title' || sort === 'owner';
}

function rankOf(
  sort: FleetSort,
  { lifecycle, now }: { lifecycle: Lifecycle; now: Date },
): Condition {
  switch (sort) {
    case 'title':
      return { sql: 'm.sort_title', bindings: [] };
    case 'owner':
      // What nobody owns comes last.
      return {
        sql: "(case when m.owner is null then '1' else '0' || m.owner end)",
        bindings: [],
      };
    case 'stage':
      return placeAmong(
        'm.stage',
        lifecycle.stages.map(({ id }) => id),
      );
    case 'riskTier':
      return placeAmong('m.risk_tier', RISK_TIERS);
    case 'signOff':
      return placeAmong('m.sign_off', SIGN_OFF_STATUSES);
    default: {
      const badness = badnessNow(now);
      return { ...badness, sql: `coalesce(${badness.sql}, -1)` };
    }
  }
}

// What is not among them comes before them all.
function placeAmong(column: string, values: readonly string[]): Condition {
  const cases = values.map((_, place) => `when ? then ${place}`).join(' ');
  return {
    sql: `(case ${column} ${cases} else -1 end)`,
    bindings: [...values],
  };
}
