import { Knex } from 'knex';

/** How many statements the database is sent while something is done. */
export async function countStatements(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<number> {
  let count = 0;
  const add = () => {
    count += 1;
  };
  knex.on('query', add);
  try {
    await work();
  } finally {
    knex.removeListener('query', add);
  }
  return count;
}
