import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';

// Databases that cannot be reached are dropped without a word, and every test
// on them with it. This test does not depend on what can be reached.
jest.setTimeout(60_000);

function testPostgres(): TestDatabaseId {
  const id = process.env.TEST_POSTGRES_ID;
  if (!isPostgres(id)) {
    throw new Error(`TEST_POSTGRES_ID names no PostgreSQL: '${id}'`);
  }
  return id;
}

function isPostgres(id: string | undefined): id is TestDatabaseId {
  return id?.startsWith('POSTGRES_') ?? false;
}

const postgres = testPostgres();
const databases = TestDatabases.create({ ids: ['SQLITE_3', postgres] });

it('database tests reach SQLite and PostgreSQL', async () => {
  expect(databases.eachSupportedId()).toEqual([['SQLITE_3'], [postgres]]);

  const knex = await databases.init(postgres);
  const { rows } = await knex.raw('select version()');
  expect(rows[0].version).toMatch(/^PostgreSQL/);
});
