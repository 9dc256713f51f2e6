import { Knex } from 'knex';

/**
 * How long whoever claimed rows has to tell people of them. It is much longer than a
 * message may take to be handed over.
 */
const CLAIM_MS = 60_000;

/**
 * Tells people of rows of a table, unless somebody does or did so.
 *
 * Of replicas that find the same rows one gets to claim them (`claimed_until`), and notes
 * (`notified_at`) that people were told once they were. When it is killed in between, the
 * claim runs out, and the next run tells of them: at worst twice, never not at all.
 *
 * @param options - `rows` selects them; `tell` answers whether nobody is left to be told.
 */
export async function tellOnce(options: {
  knex: Knex;
  table: string;
  rows: Knex.QueryCallback;
  now: Date;
  tell: () => Promise<boolean>;
}): Promise<void> {
  const { knex, table, rows, now, tell } = options;
  const untold = () => knex(table).where(rows).whereNull('notified_at');
  const claimed = await untold()
    .where(claim =>
      claim.whereNull('claimed_until').orWhere('claimed_until', '<=', now),
    )
    .update({ claimed_until: new Date(now.getTime() + CLAIM_MS) });
  if (claimed > 0) {
    const told = await tell();
    // What could not be handed over is given back: the next run tries again.
    await untold().update({
      claimed_until: null,
      ...(told && { notified_at: now }),
    });
  }
}
