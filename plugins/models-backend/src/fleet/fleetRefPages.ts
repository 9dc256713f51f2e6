import { Knex } from 'knex';
import { FleetScope, narrowFleet } from './fleetConditions';

/**
 * Reads, page by page, which models a filter lets through, by title.
 *
 * Each page begins after the last model of the one before: however long it takes to read them
 * all, none is left out or comes twice because of others that came or went meanwhile.
 */
export async function* fleetRefPages(
  knex: Knex,
  scope: FleetScope,
  pageSize: number,
): AsyncGenerator<string[]> {
  let last: { sort_title: string; model_ref: string } | undefined;
  do {
    const query = narrowFleet(knex('fleet_models as m'), scope)
      .select('m.sort_title', 'm.model_ref')
      .orderBy(['m.sort_title', 'm.model_ref'])
      .limit(pageSize);
    if (last) {
      query.whereRaw('(m.sort_title, m.model_ref) > (?, ?)', [
        ...[last.sort_title, last.model_ref],
      ]);
    }
    const rows: Array<{ sort_title: string; model_ref: string }> = await query;
    if (rows.length > 0) {
      yield rows.map(row => row.model_ref);
    }
    last = rows.length === pageSize ? rows[rows.length - 1] : undefined;
  } while (last);
}
