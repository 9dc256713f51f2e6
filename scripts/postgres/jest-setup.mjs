// Gives Jest's database tests a PostgreSQL: `TEST_POSTGRES_ID` is its id for
// TestDatabases of @backstage/backend-test-utils.
import { constants } from 'node:os';
import { startPostgres } from './startPostgres.mjs';

export default async function setup() {
  const postgres = await startPostgres();
  globalThis.__testPostgres = postgres;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Without this a signal would end Jest and leave the server behind.
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
  const id = `POSTGRES_${postgres.major}`;
  process.env.TEST_POSTGRES_ID = id;
  const variable = id.replace('_', '');
  process.env[`BACKSTAGE_TEST_DATABASE_${variable}_CONNECTION_STRING`] =
    postgres.url;
}
