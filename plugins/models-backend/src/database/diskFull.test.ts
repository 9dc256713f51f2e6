import { verifyLedgerExport } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import {
  callersOf,
  prepare,
  validRequest,
  writingEndpoints,
} from '../__testUtils__/everyEndpoint';
import { fetchLines } from '../__testUtils__/exportLines';
import { governedConfig } from '../__testUtils__/governance';
import { rowsOf } from '../__testUtils__/rowsOf';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();

const HALF_A_PAGE = 'x'.repeat(1_900);

describe('a backend whose SQLite has no room left', () => {
  let knex: Knex;
  let backend: ModelsBackend;

  beforeAll(async () => {
    knex = await databases.init('SQLITE_3');
    backend = await startModelsBackend({ knex, config: governedConfig });
  });
  afterEach(() => knex.raw('PRAGMA max_page_count = 1000000'));

  /** Takes the last free pages, so that whatever needs one fails. */
  async function fill() {
    await knex.raw('VACUUM');
    const [{ page_count: pages }] = await knex.raw('PRAGMA page_count');
    await knex.raw(`PRAGMA max_page_count = ${Number(pages)}`);
    const filler = backend.addModel();
    for (let version = 1; ; version++) {
      const { status, body } = await filler.post('/versions', {
        version: String(version),
        description: HALF_A_PAGE,
      });
      if (status !== 200) {
        return { status, message: String(body.error.message) };
      }
    }
  }

  it('says so, and what to do', async () => {
    expect(await fill()).toEqual({
      status: 503,
      message: expect.stringMatching(/database is full.*administrators/),
    });
  });

  it.each(writingEndpoints)(
    'does %s wholly or not at all, and can be read all the time',
    async (...endpoint) => {
      const model = backend.addHighRiskModel();
      const prepared = await prepare(model, { operation: endpoint[0] });
      const send = () =>
        validRequest(backend.server, endpoint, model.name, undefined, prepared)
          .set('Authorization', callersOf(endpoint)[0])
          .then(answer => answer);
      await fill();
      const before = await rowsOf(knex);
      const { status, body } = await send();
      const isRefused = status === 503;
      expect(status).toBe(isRefused ? 503 : endpoint[1].status);
      expect(body.error?.message ?? '').toMatch(
        isRefused ? /^The database is full/ : /^$/,
      );
      expect(isRefused ? await rowsOf(knex) : before).toEqual(before);
      await model.overview();

      await knex.raw('PRAGMA max_page_count = 1000000');
      expect([endpoint[1].status, 409]).toContain((await send()).status);
      const { lines } = await fetchLines(backend.server, '/ledger-export');
      expect(verifyLedgerExport(lines)).toMatchObject({ ok: true });
    },
  );
});
