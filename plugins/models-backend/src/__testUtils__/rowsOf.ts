import { Knex } from 'knex';

/** All rows of all tables of the plugin, for a comparison of before and after. */
export async function rowsOf(knex: Knex): Promise<Record<string, string[]>> {
  const tables: string[] =
    knex.client.config.client === 'pg'
      ? await knex('pg_tables')
          .whereRaw('schemaname = current_schema()')
          .pluck('tablename')
      : await knex('sqlite_master').where({ type: 'table' }).pluck('name');
  const all: Record<string, string[]> = {};
  for (const table of tables.filter(name => !/^(knex|sqlite)_/.test(name))) {
    const rows = await knex(table);
    all[table] = rows.map(row => JSON.stringify(row)).sort();
  }
  return all;
}
