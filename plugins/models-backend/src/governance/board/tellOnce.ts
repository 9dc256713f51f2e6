import { Knex } from 'knex';

/**
 * Tells people of one row of a table that has `notified_at`, unless somebody does or did
 * so.
 *
 * @param options - `tell` answers whether nobody is left to be told.
 */
export async function tellOnce(options: {
  knex: Knex;
  table: string;
  id: number;
  now: Date;
  tell: () => Promise<boolean>;
}): Promise<void> {
  const { knex, table, id, now, tell } = options;
  // Of replicas that find the same, one gets to tell.
  const claimed = await knex(table)
    .where({ id })
    .whereNull('notified_at')
    .update({ notified_at: now });
  if (claimed > 0 && !(await tell())) {
    // Given back: the next run tries again.
    await knex(table).where({ id }).update({ notified_at: null });
  }
}
