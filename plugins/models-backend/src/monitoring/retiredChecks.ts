import { RetiredCheck } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { cursorTimeSchema, decodeCursor, toPage } from '../database/page';
import { CheckRow, StoredCheck, toCheck } from './checks';

/** A check that somebody said is no longer run. */
export type StoredRetiredCheck = StoredCheck &
  Required<Pick<StoredCheck, 'retired' | 'countsAfter'>>;

/**
 * What becomes of a check that is no longer run.
 *
 * What was observed until now counts no more, not even when the check comes back: it begins
 * anew then.
 */
export function retireCheck(
  check: StoredCheck,
  retired: StoredRetiredCheck['retired'],
): StoredRetiredCheck {
  const { observedAt } = check.latest;
  return {
    ...{ ...check, retired, level: 'ok' },
    countsAfter: observedAt > retired.at ? observedAt : retired.at,
  };
}

/** Shows a check that is no longer run. */
export function toRetiredCheck(check: StoredRetiredCheck): RetiredCheck {
  return { ...check, status: check.latest.status };
}

/** Those of the named checks of a model that are no longer run. */
export async function retiredChecksNamed(
  knex: Knex,
  modelRef: string,
  names: readonly string[],
): Promise<StoredCheck[]> {
  const rows =
    names.length > 0
      ? await knex<CheckRow>('checks')
          .where({ model_ref: modelRef })
          .whereIn('name', [...names])
          .whereNotNull('retired_at')
      : [];
  return rows.map(toCheck);
}

/** How many checks of a model are no longer run. */
export async function countRetiredChecks(
  knex: Knex,
  modelRef: string,
): Promise<number> {
  const [{ count }] = await knex('checks')
    .where({ model_ref: modelRef })
    .whereNotNull('retired_at')
    .count({ count: '*' });
  return Number(count);
}

const cursorSchema = z.tuple([cursorTimeSchema, z.int32()]);

/** Lists the checks of a model that are no longer run, the last retired first. */
export async function listRetiredChecks(
  knex: Knex,
  options: { modelRef: string; limit: number; cursor?: string },
) {
  const { modelRef, limit, cursor } = options;
  const after = decodeCursor(cursor, cursorSchema);
  const query = knex<CheckRow>('checks')
    .where({ model_ref: modelRef })
    .whereNotNull('retired_at')
    .orderBy([
      { column: 'retired_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit + 1);
  if (after) {
    query.whereRaw('(retired_at, id) < (?, ?)', [new Date(after[0]), after[1]]);
  }
  const rows = await query;
  return toPage({
    rows: rows.map(toCheck).filter(isRetired),
    limit,
    cursorOf: ({ retired, id }) => [Date.parse(retired.at), id],
    toItem: toRetiredCheck,
  });
}

function isRetired(check: StoredCheck): check is StoredRetiredCheck {
  return check.retired !== undefined && check.countsAfter !== undefined;
}
