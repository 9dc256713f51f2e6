import { Knex } from 'knex';

interface CheckRow {
  id: number;
  name: string;
  environment: string;
}

/** What checks are called, by their key. */
export async function checksById(
  knex: Knex,
  ids: readonly number[],
): Promise<Map<number, CheckRow>> {
  const checks = await knex<CheckRow>('checks')
    .whereIn('id', [...new Set(ids)])
    .select('id', 'name', 'environment');
  return new Map(checks.map(check => [check.id, check]));
}
