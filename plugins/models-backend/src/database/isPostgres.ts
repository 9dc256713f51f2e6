import { Knex } from 'knex';

/** Tells PostgreSQL from SQLite, where one of them can do better. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}
