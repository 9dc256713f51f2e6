import { Knex } from 'knex';
import { TestModel } from '../../__testUtils__/TestModel';
import { BOARD, boardConfig } from '../../__testUtils__/board';
import {
  closeReviews,
  decide,
  openReview,
  waive,
  withdraw,
} from '../../__testUtils__/governance';
import { person } from '../../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../../__testUtils__/startModelsBackend';
import { testDatabases } from '../../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const TASK = 'check-record';
const validator = person('victor-validator');
const VERA = 'user:default/vera-validator';

/** An entry that no row of the table belongs to. */
const FREE_ENTRY = { decisions: 1, reviews: 2, waivers: 1 };

describe.each(databases.eachSupportedId())('the record on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  let model: TestModel;
  beforeEach(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: boardConfig });
    model = await modelWithRecord();
  });

  /** With a decision that was withdrawn, one that stands, and a waiver that ended. */
  async function modelWithRecord(): Promise<TestModel> {
    const added = backend.addHighRiskModel();
    await added.post('/versions', { version: '1' }).expect(200);
    await openReview(added, { note: 'Please' }).expect(201);
    const evidence = [{ title: 'Report', text: 'All is well' }];
    const { body } = await decide(added, validator, { evidence }).expect(201);
    await withdraw(added, validator, body.decision.id).expect(200);
    await decide(added, person('vera-validator'), { evidence }).expect(201);
    const office = person('rita-risk');
    const { body: waived } = await waive(added, office).expect(201);
    await added
      .post(`/waivers/${waived.id}/revoke`, { reason: 'Over' }, office)
      .expect(200);
    await waive(added, office, { version: '1' }).expect(201);
    await closeReviews(added);
    return added;
  }

  const errors = () =>
    backend.logger.error.mock.calls
      .map(([message]) => message)
      .filter(message => message.startsWith('The record does not agree'));

  const audited = () =>
    backend.auditor.createEvent.mock.calls
      .map(([event]) => event)
      .filter(({ eventId }) => eventId === 'verify-ledger');

  const told = () =>
    backend.notifications.send.mock.calls
      .map(([message]) => message)
      .filter(({ payload }) => payload.title.startsWith('The record of'));

  it('agrees with the ledger when nobody tampered', async () => {
    await backend.runTask(TASK);
    expect(errors()).toEqual([]);
    expect(told()).toEqual([]);
  });

  it.each([
    ['decisions', { decision: 'rejected' }, "is 'rejected' and not 'approved'"],
    ['decisions', { version: '2' }, "version is '2' and not '1'"],
    ['decisions', { comment: 'No' }, 'comment was changed'],
    ['decisions', { evidence_json: '{' }, 'evidence was changed'],
    ['decisions', { facts_json: '{"trainedOn":["x"]}' }, 'facts was changed'],
    ['decisions', { decided_by: 'user:default/mallory' }, 'decidedBy is'],
    ['decisions', { decided_at: new Date(0) }, "decidedAt is '1970"],
    ['decisions', { withdrawn_by: null }, 'withdrawn.by is empty'],
    ['reviews', { stage: 'validation' }, "stage is 'validation'"],
    ['reviews', { opened_by: 'user:default/mallory' }, 'openedBy is'],
    ['reviews', { closed_reason: 'Else' }, 'closed.reason was changed'],
    ['waivers', { until: new Date('2030-01-01') }, "until is '2030"],
    ['waivers', { requirement: 'other' }, "requirement is 'other'"],
    ['waivers', { revoked_at: null }, 'revoked.at is empty'],
  ])('that was changed in %s is named: %j', async (table, change, reason) => {
    await knex(table).where({ model_ref: model.modelRef }).update(change);
    await backend.runTask(TASK);
    expect(errors().join('\n')).toContain(`${model.modelRef}, entry `);
    expect(errors().join('\n')).toContain(reason);
    expect(audited().length).toBe(errors().length);
    await backend.runTask(TASK);
    expect(told()).toEqual([
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: BOARD },
      }),
    ]);
  });

  it.each(['decisions', 'reviews', 'waivers'])(
    'with a row less in %s is named',
    async table => {
      const row = await knex(table).orderBy('sequence', 'desc').first();
      await knex('review_requirements').delete();
      await knex(table).where({ id: row.id }).delete();
      await backend.runTask(TASK);
      expect(errors()).toEqual([
        expect.stringMatching(
          `entry ${row.sequence}: \\w+ ${row.id} .*is in entry ${row.sequence} and not in the database`,
        ),
      ]);
    },
  );

  it.each(['decisions', 'reviews', 'waivers'] as const)(
    'with a row more in %s is named',
    async table => {
      const row = await knex(table).first();
      const sequence = FREE_ENTRY[table];
      await knex(table).insert({ ...row, id: 'invented', sequence });
      await backend.runTask(TASK);
      expect(errors()).toEqual([
        expect.stringMatching(/ invented .*is in no entry of the ledger/),
      ]);
    },
  );

  it('is said to be in order again once it was repaired', async () => {
    const where = { model_ref: model.modelRef, decided_by: VERA };
    await knex('decisions').where(where).update({ decision: 'rejected' });
    await backend.runTask(TASK);
    await knex('decisions').where(where).update({ decision: 'approved' });
    await backend.runTask(TASK);
    expect(await knex('ledger_findings')).toEqual([]);
    await knex('decisions').where(where).update({ decision: 'rejected' });
    await backend.runTask(TASK);
    expect(told()).toHaveLength(2);
  });

  it('is checked model by model, and what was found on others stands', async () => {
    const other = await modelWithRecord();
    const change = () =>
      knex('decisions')
        .where({ model_ref: model.modelRef })
        .update({ stage: 'validation' });
    await change();
    await backend.runTask(TASK);
    const found = await knex('ledger_findings').orderBy('id');
    expect(found).toHaveLength(2);
    await knex('ledger_rounds').update({ after_model_ref: model.modelRef });
    expect(other.modelRef > model.modelRef).toBe(true);
    await backend.runTask(TASK);
    expect(await knex('ledger_findings').orderBy('id')).toEqual(found);
    await backend.runTask(TASK);
    expect(errors()).toHaveLength(4);
    expect(told()).toHaveLength(1);
  });

  it('is checked in runs of bounded work that take up each other', async () => {
    await knex.batchInsert(
      'models',
      Array.from({ length: 600 }, (_, index) => ({
        model_ref: `model:default/a-${1000 + index}`,
        recorded_at: new Date(),
      })),
      100,
    );
    const position = async () =>
      (await knex('ledger_rounds').first()).after_model_ref;
    await knex('decisions').update({ comment: 'Changed' });
    await backend.runTask(TASK);
    expect([await position(), errors()]).toEqual(['model:default/a-1499', []]);
    await backend.runTask(TASK);
    expect([await position(), errors().length]).toEqual(['', 2]);
  });

  it('cannot be compared with a chain that is broken, which is named', async () => {
    await knex('ledger_entries')
      .where({ model_ref: model.modelRef, sequence: 2 })
      .update({ actor: 'user:default/mallory' });
    await backend.runTask(TASK);
    expect(errors()).toEqual([
      expect.stringContaining('entry 2: its content was changed; decisions'),
    ]);
  });
});
