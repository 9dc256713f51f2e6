import { Knex } from 'knex';
import { TestModel } from '../__testUtils__/TestModel';
import { fakeDates } from '../__testUtils__/fakeDates';
import {
  addReviewedVersion,
  decide,
  governedConfig,
  ledgerOf,
  moveStage,
  openReview,
  waive,
} from '../__testUtils__/governance';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

const ASKED = new Date('2026-03-01T09:00:00.000Z');
const LOCKED = new Date('2026-03-01T09:00:05.000Z');

describe.each(databases.eachSupportedId())('the time of a write on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeAll(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: governedConfig });
    fakeDates();
  });
  beforeEach(() => jest.setSystemTime(ASKED));
  afterAll(() => jest.useRealTimers());

  const isPostgres = () => knex.client.config.client === 'pg';

  /** Whether somebody waits for what the transaction of the test holds. */
  async function isSomebodyWaiting(): Promise<boolean> {
    if (!isPostgres()) {
      return knex.client.pool.numPendingAcquires() > 0;
    }
    const { rows } = await knex.raw(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows.length > 0;
  }

  /** Sends a request while another write has the model, which ends later. */
  async function sendMeanwhile(
    model: TestModel,
    send: () => Promise<{ status: number }>,
  ): Promise<number> {
    const { sending } = await knex.transaction(async tx => {
      await tx('models')
        .where({ model_ref: model.modelRef })
        .update({ model_ref: model.modelRef });
      const sent = send();
      while (!(await isSomebodyWaiting())) {
        await new Promise(setImmediate);
      }
      jest.setSystemTime(LOCKED);
      return { sending: sent };
    });
    return (await sending).status;
  }

  it.each<[string, (model: TestModel) => Promise<{ status: number }>]>([
    ['a decision', async model => decide(model, person('victor-validator'))],
    ['a waiver', async model => waive(model, person('rosa-risk'))],
    ['a review', async model => openReview(model, { stage: 'validation' })],
    [
      'a move',
      async model =>
        moveStage(model, person('victor-validator'), { stage: 'validation' }),
    ],
    [
      'a reported stage',
      async model =>
        model.post('/versions', { version: '1', stage: 'validation' }),
    ],
    [
      'an end of life',
      async model =>
        model.post('/end-of-life', { date: '2027-01-01', reason: 'Replaced' }),
    ],
    [
      'an owner',
      async model =>
        model.post('/owner', {
          owner: 'group:default/risk-office',
          reason: 'They know it',
        }),
    ],
    [
      'a role',
      async model =>
        model.post('/roles', {
          role: 'validator',
          people: ['user:default/victor-validator'],
          reason: 'Agreed',
        }),
    ],
  ])(
    'of %s is when it got the model, not when it was asked',
    async (_, send) => {
      const model = await addReviewedVersion(backend.addHighRiskModel());
      const before = (await ledgerOf(model)).length;
      const status = await sendMeanwhile(model, () => send(model));
      expect([200, 201]).toContain(status);
      const written = (await ledgerOf(model)).slice(before);
      expect(written).not.toEqual([]);
      expect(written.map(({ recordedAt }) => recordedAt)).toEqual(
        written.map(() => LOCKED.toISOString()),
      );
    },
  );
});
