import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';

/** SQLite, and the PostgreSQL that the test run provides. */
export function testDatabases(): TestDatabases {
  const postgres = process.env.TEST_POSTGRES_ID;
  if (!isPostgres(postgres)) {
    throw new Error(
      `TEST_POSTGRES_ID names no PostgreSQL: '${postgres}'; run the tests with npm test`,
    );
  }
  const databases = TestDatabases.create({ ids: ['SQLITE_3', postgres] });
  // A database that cannot be reached is dropped without a word.
  if (databases.eachSupportedId().length !== 2) {
    throw new Error(`${postgres} cannot be reached`);
  }
  return databases;
}

function isPostgres(id: string | undefined): id is TestDatabaseId {
  return id?.startsWith('POSTGRES_') ?? false;
}
