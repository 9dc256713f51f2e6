import { verifyLedgerExport } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { fakeDates } from '../__testUtils__/fakeDates';
import {
  changeCatalog,
  fillReleased,
  releasedConfig,
  repeatable,
  startReleased,
} from '../__testUtils__/fillReleased';
import { fetchLines } from '../__testUtils__/exportLines';
import { readAnswers, releasedPaths } from '../__testUtils__/releasedAnswers';
import {
  dump,
  migrationDigests,
  readReleased,
  recordStatements,
  releases,
  restore,
  writeReleased,
} from '../__testUtils__/releasedState';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();

/** Filled only when something is wrong, or for a moment. */
const EMPTY = ['ledger_findings', 'sqlite_sequence'];

/** The release to write the states of, before they are read: see docs/operations.md. */
const written = process.env.MODELRY_RELEASE;

async function write(release: string, knex: Knex): Promise<void> {
  const recorded = recordStatements(knex);
  const released = await startReleased(knex, releasedConfig);
  const at = await fillReleased(released);
  const answers = await readAnswers(released.backend.server, releasedPaths);
  const state = await dump(knex, recorded);
  const empty = Object.keys(state.rows).filter(
    table => state.rows[table].length === 0 && !EMPTY.includes(table),
  );
  expect(empty).toEqual([]);
  writeReleased(release, knex, {
    ...{ at: at.toISOString(), config: releasedConfig },
    ...{ migrations: migrationDigests(), ...state, answers },
  });
}

/** What a fresh database is made of, in no order. */
async function schemaOf(knex: Knex) {
  const columns =
    knex.client.config.client === 'pg'
      ? await knex('information_schema.columns')
          .whereRaw('table_schema = current_schema()')
          .orderBy(['table_name', 'column_name'])
          .select('table_name', 'column_name', 'data_type', 'is_nullable')
      : await knex('sqlite_master')
          .whereNotNull('sql')
          .orderBy('name')
          .select('name', 'sql');
  return columns;
}

beforeAll(fakeDates);
afterAll(() => jest.useRealTimers());

describe.each(databases.eachSupportedId())('released states on %s', id => {
  beforeAll(async () => {
    if (written) {
      await write(written, await databases.init(id));
    }
  });

  const all = new Set([...releases(), ...(written ? [written] : [])]);
  it.each([...all])('that of %s is migrated and read', async release => {
    const knex = await databases.init(id);
    const state = readReleased(release, knex);
    jest.setSystemTime(new Date(state.at));
    await restore(knex, state);
    const released = await startReleased(knex, state.config);
    const { backend, models } = released;
    changeCatalog(backend);
    const { server } = backend;

    const answers = await readAnswers(
      server,
      state.answers.map(({ path }) => path),
    );
    expect(answers).toMatchObject(state.answers);

    // What was sent before is known, and what comes now goes on from it.
    const { body: known } = await repeatable(models.credit);
    const { body: reviews } = await models.credit.get('/reviews').expect(200);
    const ids = reviews.items.map((review: { id: string }) => review.id);
    expect(ids).toContain(known.review.id);
    expect(ids).toHaveLength(2);
    await models.ranker.post('/versions', { version: '3' }).expect(200);
    await backend.runTask('reconcile-governance');
    await backend.runTask('check-record');
    const { lines } = await fetchLines(server, '/ledger-export');
    expect(verifyLedgerExport(lines)).toMatchObject({ ok: true });
    expect(await knex('ledger_findings')).toEqual([]);

    const fresh = await databases.init(id);
    await startReleased(fresh, {});
    expect(await schemaOf(knex)).toEqual(await schemaOf(fresh));
  });

  it('there are some, and released migrations stay as they were released', async () => {
    const knex = await databases.init(id);
    expect(releases()).toContain('0.1.0');
    for (const release of releases()) {
      const { migrations } = readReleased(release, knex);
      expect(migrationDigests()).toMatchObject(migrations);
    }
  });
});
