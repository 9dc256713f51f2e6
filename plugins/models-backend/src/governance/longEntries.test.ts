import { verifyLedgerExport } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { fetchLines } from '../__testUtils__/exportLines';
import { startModelsBackend } from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { writeLedger } from '../__testUtils__/writeLedger';

jest.setTimeout(60_000);

const databases = testDatabases();

const LONG = 'x'.repeat(200_000);
/** A few long entries; all of them together are more than ten times that. */
const MOST_AT_ONCE = 1_000_000;

/** Remembers how long the longest answer of the database is. */
function watchAnswers(knex: Knex) {
  let longest = 0;
  knex.on('query-response', response => {
    longest = Math.max(longest, JSON.stringify(response ?? null).length);
  });
  return () => longest;
}

describe.each(databases.eachSupportedId())('long entries on %s', id => {
  it('are exported and verified a few at a time', async () => {
    const knex = await databases.init(id);
    const backend = await startModelsBackend({ knex });
    for (let index = 0; index < 30; index++) {
      const { modelRef } = backend.addModel();
      const length = index === 0 ? 30 : 1;
      await writeLedger(knex, modelRef, { length, comment: LONG });
    }
    const longest = watchAnswers(knex);

    await backend.runTask('write-ledger-checkpoint');
    // The second time it begins with the entry of each model that the first one signed.
    const more = backend.addModel();
    await writeLedger(knex, more.modelRef, { length: 1 });
    await backend.runTask('write-ledger-checkpoint');
    await backend.runTask('check-record');
    const { lines } = await fetchLines(backend.server, '/ledger-export');

    expect(verifyLedgerExport(lines)).toMatchObject({
      ...{ ok: true, entries: 60, models: 31, checkpoints: 2 },
    });
    expect(longest()).toBeGreaterThan(LONG.length);
    expect(longest()).toBeLessThan(MOST_AT_ONCE);
    expect(backend.notifications.send).not.toHaveBeenCalled();
  });
});
