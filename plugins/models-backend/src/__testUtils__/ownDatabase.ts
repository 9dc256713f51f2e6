import { randomUUID } from 'node:crypto';
import createKnex from 'knex';

/**
 * Makes an empty database on the PostgreSQL of the test run.
 *
 * `url` is its connection string; `drop` ends whoever is still connected.
 */
export async function createOwnDatabase() {
  const id = process.env.TEST_POSTGRES_ID?.replace('_', '');
  const server = process.env[`BACKSTAGE_TEST_DATABASE_${id}_CONNECTION_STRING`];
  if (!server) {
    throw new Error('There is no PostgreSQL; run the tests with npm test');
  }
  const name = `models_${randomUUID().replaceAll('-', '')}`;
  const knex = createKnex({ client: 'pg', connection: server });
  await knex.raw('CREATE DATABASE ??', [name]);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await knex.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
      await knex.destroy();
    },
  };
}
