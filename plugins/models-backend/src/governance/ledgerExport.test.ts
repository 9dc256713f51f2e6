import { verifyLedgerExport } from '@modelry/backstage-plugin-models-common';
import { Knex } from 'knex';
import { fetchLines } from '../__testUtils__/exportLines';
import {
  addReviewedVersion,
  closeReviews,
  decide,
  governedConfig,
  ledgerOf,
  moveStage,
  openReview,
  waive,
  withdraw,
} from '../__testUtils__/governance';
import { Caller, machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';
import { writeLedger } from '../__testUtils__/writeLedger';

jest.setTimeout(60_000);

const databases = testDatabases();
const dario = person('dario-datasci');
const vera = person('vera-validator');
const rosa = person('rosa-risk');

describe.each(databases.eachSupportedId())('exported ledgers on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: governedConfig });
  });

  /** A model whose ledger has an entry of every kind. */
  async function eventfulModel(on: ModelsBackend = backend) {
    const model = await addReviewedVersion(on.addHighRiskModel());
    const { body } = await decide(model, vera, { decision: 'rejected' });
    await withdraw(model, vera, body.decision.id).expect(200);
    const waiver = await waive(model, rosa).expect(201);
    await model
      .post(`/waivers/${waiver.body.id}/revoke`, { reason: 'No need' }, rosa)
      .expect(200);
    await closeReviews(model);
    await openReview(model, { note: 'Ünïcode \u2028 🚀' }).expect(201);
    await decide(model, vera).expect(201);
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    await moveStage(model, dario).expect(200);
    return model;
  }

  function exported(model: TestModel, caller?: Caller) {
    const path = `/default/${model.name}/ledger-export`;
    return fetchLines(backend.server, path, caller);
  }

  it('hold every entry and verify without anything else', async () => {
    const model = await eventfulModel();
    const { status, headers, lines } = await exported(model);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/jsonl; charset=utf-8');
    expect(headers['content-disposition']).toBe(
      `attachment; filename="ledger-default-${model.name}.jsonl"`,
    );
    expect(headers['cache-control']).toBe('no-store');
    const entries = await ledgerOf(model);
    expect(entries.map(({ action }) => action)).toEqual([
      ...['review-opened', 'decision', 'decision-withdrawn'],
      ...['waiver-granted', 'waiver-revoked', 'review-closed'],
      ...['review-opened', 'decision', 'decision'],
      ...['stage-moved', 'review-closed'],
    ]);
    expect(lines.map(line => JSON.parse(line))).toEqual([
      {
        ...{ type: 'header', format: 'modelry-ledger/1' },
        exportedAt: expect.any(String),
        scope: model.modelRef,
      },
      ...entries.map(entry => ({ type: 'entry', entry })),
      { type: 'end', entries: 11, checkpoints: 0 },
    ]);
    expect(verifyLedgerExport(lines)).toMatchObject({ ok: true, entries: 11 });
  });

  it.each([
    [
      'an approval that was a rejection',
      2,
      { body_json: '{"decision":"approved"}' },
    ],
    ['another actor', 8, { actor: 'user:default/somebody' }],
    ['another time', 4, { recorded_at: '2020-01-01T00:00:00.000Z' }],
    ['another action', 11, { action: 'decision' }],
    ['no JSON', 5, { body_json: 'x' }],
    ['a hash that fits nothing', 3, { hash: 'ab'.repeat(32) }],
  ])('name the entry that was made %s', async (_, sequence, change) => {
    const model = await eventfulModel();
    const place = { model_ref: model.modelRef, sequence };
    await knex('ledger_entries').where(place).update(change);
    const { lines } = await exported(model);
    expect(verifyLedgerExport(lines)).toMatchObject({
      ok: false,
      problem: { modelRef: model.modelRef, sequence, line: sequence + 1 },
    });
  });

  it('name the entry that was removed', async () => {
    const model = await eventfulModel();
    const place = { model_ref: model.modelRef, sequence: 10 };
    await knex('ledger_entries').where(place).delete();
    const { lines } = await exported(model);
    expect(verifyLedgerExport(lines)).toMatchObject({
      ok: false,
      problem: { modelRef: model.modelRef, sequence: 10 },
    });
  });

  it('of a model without a ledger are empty', async () => {
    const { lines } = await exported(backend.addModel());
    expect(verifyLedgerExport(lines)).toMatchObject({ ok: true, entries: 0 });
  });

  it('outlive their model for those who may read them', async () => {
    const model = await eventfulModel();
    const before = await ledgerOf(model);
    backend.catalog.remove(model.modelRef);
    await model.get('', vera).expect(404);
    const { body } = await model.get('/ledger?limit=200', vera).expect(200);
    expect(body.items).toEqual(before);
    const { lines } = await exported(model, vera);
    expect(verifyLedgerExport(lines)).toMatchObject({ ok: true, entries: 11 });
  });

  it('of a model that is gone are only for who may export them all', async () => {
    const other = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
    // Whoever was not allowed to see it does not read its ledger by its end either.
    const model = await addReviewedVersion(other.addHighRiskModel());
    other.catalog.hideFromPeople(model.modelRef);
    await model.get('/ledger', vera).expect(404);
    other.denyPermission('models.ledger.export');
    const nowhere = other.addModel();
    other.catalog.remove(model.modelRef);
    other.catalog.remove(nowhere.modelRef);
    for (const path of ['/ledger', '/ledger-export']) {
      const [gone, never] = await Promise.all(
        [model, nowhere].map(one => one.get(path, vera).expect(404)),
      );
      expect(gone.body.error.message.replace(model.name, 'NAME')).toBe(
        never.body.error.message.replace(nowhere.name, 'NAME'),
      );
      const { body } = await model.get(path, machine).expect(403);
      expect(body.error.message).toContain("'models.ledger.export'");
    }
  });

  it('of a model that is hidden look like those of one that never was', async () => {
    const model = await eventfulModel();
    backend.catalog.hideFromPeople(model.modelRef);
    for (const path of ['/ledger', '/ledger-export']) {
      const { body } = await model.get(path, vera).expect(404);
      expect(body.error.message).toContain('is not in the catalog');
    }
  });

  it('are refused to who may see the model but not read them', async () => {
    const model = await eventfulModel();
    backend.denyPermission('models.ledger.read', model.modelRef);
    for (const path of ['/ledger', '/ledger-export']) {
      const { body } = await model.get(path, vera).expect(403);
      expect(body.error.message).toContain("'models.ledger.read'");
    }
    await model.get('', vera).expect(200);
  });

  it('are listed in pages, the oldest entry first', async () => {
    const model = await eventfulModel();
    const seen: number[] = [];
    let cursor = '';
    do {
      const { body } = await model.get(`/ledger?limit=4${cursor}`).expect(200);
      seen.push(
        ...body.items.map((item: { sequence: number }) => item.sequence),
      );
      const { nextCursor } = body.pageInfo;
      cursor = nextCursor ? `&cursor=${nextCursor}` : '';
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
  });

  it('of all models hold those that are gone, and the checkpoints', async () => {
    // No checkpoint is written where ledgers were tampered with.
    const other = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
    const kept = await eventfulModel(other);
    const gone = await eventfulModel(other);
    await other.runTask('write-ledger-checkpoint');
    other.catalog.remove(gone.modelRef);
    const { headers, lines } = await fetchLines(
      other.server,
      '/ledger-export',
      vera,
    );
    expect(headers['content-disposition']).toContain('ledgers.jsonl');
    const models = lines.map(line => JSON.parse(line).entry?.modelRef);
    expect(models).toEqual(
      expect.arrayContaining([kept.modelRef, gone.modelRef]),
    );
    expect(JSON.parse(lines[0]).scope).toBe('all');
    expect(lines.some(line => line.includes('"type":"checkpoint"'))).toBe(true);
  });

  it('of all models that are longer than what is read at once are whole', async () => {
    const otherKnex = await databases.init(id);
    const other = await startModelsBackend({ knex: otherKnex });
    const models = [1, 2, 3].map(() => other.addModel());
    for (const model of models) {
      await writeLedger(otherKnex, model.modelRef, { length: 550 });
    }
    await other.runTask('write-ledger-checkpoint');
    const { lines } = await fetchLines(other.server, '/ledger-export');
    expect(verifyLedgerExport(lines)).toMatchObject({
      ...{ ok: true, entries: 1_650, models: 3, checkpoints: 1 },
    });
  });

  it('of all models need a permission of their own', async () => {
    const other = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
    other.denyPermission('models.ledger.export');
    for (const path of ['/ledger-export', '/ledger-checkpoints']) {
      const { status, text } = await fetchLines(other.server, path, vera);
      expect(status).toBe(403);
      expect(text).toContain("You lack the permission 'models.ledger.export'");
    }
  });
});
