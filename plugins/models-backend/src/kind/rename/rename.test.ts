import {
  ANNOTATION_FORMER_NAME,
  verifyLedgerExport,
} from '@modelry/backstage-plugin-models-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import request from 'supertest';
import { fetchLines } from '../../__testUtils__/exportLines';
import { governedConfig, ledgerOf } from '../../__testUtils__/governance';
import { person } from '../../__testUtils__/people';
import {
  addRenamed,
  continueRecord,
  fillRecord,
  recordOf,
  rename,
} from '../../__testUtils__/rename';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';
import { TABLES_OF_MODELS } from './moveRecord';

jest.setTimeout(60_000);

const databases = testDatabases();
const CHECKPOINT = 'write-ledger-checkpoint';
const dario = person('dario-datasci');
const catalogPlugin = mockCredentials.service.header({
  onBehalfOf: mockCredentials.service('plugin:catalog'),
  targetPluginId: 'models',
});

describe.each(databases.eachSupportedId())('a renamed model on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: governedConfig });
  });

  const renamed = () => addRenamed(backend);

  async function overlays() {
    const { body, headers } = await request(backend.server)
      .get('/api/models/overlay')
      .set('Authorization', catalogPlugin)
      .expect(200);
    return { overlays: body.overlays, etag: headers.etag };
  }

  async function verdict(path: string) {
    const { lines } = await fetchLines(backend.server, path);
    return verifyLedgerExport(lines);
  }

  it('finds its record again when it is registered under its old name', async () => {
    const model = backend.addHighRiskModel({ name: 'back-again' });
    await fillRecord(model);
    const before = await recordOf(model);

    model.catalog.remove();
    await model.get().expect(404);
    const again = model.catalog.addNamed(model.name);

    expect(await recordOf(again)).toEqual(before);
  });

  it('finds all of its record again under its new name', async () => {
    const { former, model, before } = await renamed();
    expect((await model.overview()).lifecycle.totalVersions).toBe(0);

    const { body } = await continueRecord(model, former).expect(200);

    const entries = await ledgerOf(model);
    expect(body).toEqual({
      formerRef: former.modelRef,
      entries: entries.length,
    });
    const { timeline, ...after } = await recordOf(model);
    const [newest, ...earlier] = timeline;
    expect({ ...after, timeline: earlier }).toEqual(before);
    expect(newest).toMatchObject({
      kind: 'ownership',
      action: 'record-continued',
      from: former.modelRef,
      by: 'user:default/dario-datasci',
      text: 'It was renamed',
    });
    expect(entries.at(-1)).toMatchObject({
      modelRef: model.modelRef,
      action: 'record-continued',
      body: { formerRef: former.modelRef, reason: 'It was renamed' },
    });
    expect(entries.slice(0, -1).map(entry => entry.modelRef)).toEqual(
      entries.slice(0, -1).map(() => former.modelRef),
    );
  });

  it('has its owner and stage laid over its new entity', async () => {
    const { former, model } = await renamed();
    const before = await overlays();
    await continueRecord(model, former).expect(200);

    const after = await overlays();

    expect(after.etag).not.toBe(before.etag);
    expect(after.overlays).not.toHaveProperty([former.modelRef]);
    expect(after.overlays).toHaveProperty([model.modelRef], {
      owner: 'group:default/nobodys-office',
      lifecycle: 'production',
    });
  });

  it('may go on, be renamed once more, and get its first name back', async () => {
    const { former, model, before } = await renamed();
    await continueRecord(model, former).expect(200);
    const third = rename(model, `${model.name}-3`);
    await continueRecord(third, model).expect(200);
    await third.post('/versions', { version: '2' }).expect(200);
    const first = rename(third, former.name);

    await continueRecord(first, third).expect(200);

    expect((await recordOf(first)).decisions).toEqual(before.decisions);
    await first.post('/versions', { version: '3' }).expect(200);
    expect(await verdict(`/default/${first.name}/ledger-export`)).toMatchObject(
      { ok: true, models: 1 },
    );
  });

  it('keeps a ledger that verifies, and that checkpoints from before hold', async () => {
    const { former, model } = await renamed();
    await backend.runTask(CHECKPOINT);
    await continueRecord(model, former).expect(200);
    await backend.runTask(CHECKPOINT);
    const entries = (await ledgerOf(model)).length;
    await model.post('/end-of-life/clear', { reason: 'Not yet' }).expect(200);
    await backend.runTask(CHECKPOINT);

    expect(await verdict('/ledger-export')).toMatchObject({ ok: true });
    expect(await verdict(`/default/${model.name}/ledger-export`)).toEqual(
      expect.objectContaining({ ok: true, entries: entries + 1, models: 1 }),
    );
    await backend.runTask('check-record');
    expect(await knex('ledger_findings').select('reason')).toEqual([]);
    const [checkpoint] = await knex('ledger_checkpoints').orderBy(
      'sequence',
      'desc',
    );
    expect(JSON.parse(checkpoint.heads_json)).toEqual([
      expect.objectContaining({
        modelRef: model.modelRef,
        sequence: entries + 1,
      }),
    ]);
  });

  it('moves every table that speaks of a model', async () => {
    const { former, model } = await renamed();
    await continueRecord(model, former).expect(200);

    const tables: string[] = [];
    for (const table of await tablesOf(knex)) {
      if (await knex.schema.hasColumn(table, 'model_ref')) {
        tables.push(table);
      }
    }
    expect(tables.sort()).toEqual([...TABLES_OF_MODELS].sort());
    // The name itself, and what the fleet was like on former days.
    const kept = ['models', 'fleet_history'];
    for (const table of tables.filter(name => !kept.includes(name))) {
      const left = await knex(table).where({ model_ref: former.modelRef });
      expect({ table, left }).toEqual({ table, left: [] });
    }
  });

  describe('that the author names', () => {
    async function declared() {
      const former = backend.addHighRiskModel();
      await fillRecord(former);
      const model = backend.addHighRiskModel({
        metadata: {
          annotations: { [ANNOTATION_FORMER_NAME]: former.name },
        },
      });
      return { former, model };
    }
    const offered = async ({ model }: Awaited<ReturnType<typeof declared>>) =>
      (await model.overview(dario)).formerRecord;

    it('is offered the record of its former name once that is gone', async () => {
      const models = await declared();
      const { former, model } = models;
      expect(await offered(models)).toBeUndefined();
      former.catalog.remove();
      await model.post('/versions', { version: '2' }).expect(200);

      expect(await offered(models)).toEqual({
        modelRef: former.modelRef,
        entries: expect.any(Number),
        ...{ versions: 1, deployments: 1, checks: 1 },
        meanwhile: { versions: 1, deployments: 0, checks: 0 },
      });
      const body = { discardReported: true };
      await continueRecord(model, former, { body }).expect(200);
      expect(await offered(models)).toBeUndefined();
      const { versions } = (await model.overview()).lifecycle;
      expect(versions).toMatchObject([{ version: '1' }]);
      expect((await ledgerOf(model)).at(-1)?.body).toMatchObject({
        discarded: { versions: 1, deployments: 0, checks: 0 },
      });
    });

    it('is offered nothing to those who may not have it', async () => {
      const models = await declared();
      models.former.catalog.remove();
      backend.denyPermission('models.record.continue', models.model.modelRef);

      expect(await offered(models)).toBeUndefined();
      await continueRecord(models.model, models.former).expect(403);
    });
  });

  it('is found out when somebody gave it a ledger by hand', async () => {
    const former = backend.addHighRiskModel();
    await fillRecord(former);
    const model = rename(former, 'forged');
    await model.post('/versions', { version: '1' }).expect(200);
    await backend.runTask(CHECKPOINT);
    const known = await knex('models')
      .where({ model_ref: former.modelRef })
      .first();
    await knex('models').where({ model_ref: model.modelRef }).update({
      ledger_sequence: known.ledger_sequence,
      ledger_hash: known.ledger_hash,
    });
    const rows = await knex('ledger_entries').where({
      model_ref: former.modelRef,
    });
    await knex('ledger_entries').insert(
      rows.map(row => ({
        ...row,
        model_ref: model.modelRef,
        recorded_ref: former.modelRef,
      })),
    );

    await backend.runTask(CHECKPOINT);

    expect(
      await knex('ledger_findings')
        .where({ model_ref: model.modelRef })
        .select('reason'),
    ).toEqual([{ reason: expect.stringContaining('it is an entry of') }]);
    await knex('ledger_entries')
      .where({ recorded_ref: former.modelRef })
      .delete();
    await knex('models')
      .where({ model_ref: model.modelRef })
      .update({ ledger_sequence: 0, ledger_hash: null });
  });
});

async function tablesOf(knex: Knex): Promise<string[]> {
  const isSqlite = knex.client.config.client === 'better-sqlite3';
  const rows: Array<{ name: string }> = isSqlite
    ? await knex('sqlite_master').where({ type: 'table' }).select('name')
    : await knex('information_schema.tables')
        .whereRaw('table_schema = current_schema()')
        .select('table_name as name');
  return rows.map(({ name }) => name);
}
