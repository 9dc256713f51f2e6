import { Knex } from 'knex';
import { TestModel } from '../__testUtils__/TestModel';
import { approve, boardConfig } from '../__testUtils__/board';
import { fakeDates } from '../__testUtils__/fakeDates';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const START = Date.parse('2026-03-01T09:00:00.000Z');
const DAY_MS = 24 * 60 * 60 * 1000;

interface Notice {
  table: string;
  /** Which of those in the table. */
  what?: string;
  task: string;
  /** Makes something that people must be told of when the task runs next. */
  prepare(context: {
    knex: Knex;
    backends: ModelsBackend[];
    model: TestModel;
  }): Promise<unknown>;
}

async function reportCritical(model: TestModel) {
  await model
    .post('/check-results', {
      results: [
        {
          ...{ check: 'AUC', kind: 'performance', status: 'critical' },
          observedAt: new Date().toISOString(),
        },
      ],
    })
    .expect(200);
}

const NOTICES: Notice[] = [
  {
    table: 'unsanctioned_deployments',
    task: 'reconcile-governance',
    prepare: async ({ knex, model }) => {
      await model
        .post('/deployments', { environment: 'production', version: '2' })
        .expect(200);
      await knex('unsanctioned_deployments').update({ notified_at: null });
    },
  },
  {
    table: 'requirement_losses',
    task: 'reconcile-governance',
    prepare: async ({ backends, model: { name } }) => {
      for (const backend of backends) {
        backend.addHighRiskModel({ name, spec: { riskTier: 'minimal' } });
      }
    },
  },
  {
    table: 'ledger_findings',
    task: 'check-record',
    prepare: async ({ knex }) => knex('decisions').update({ comment: 'Else' }),
  },
  {
    table: 'expiry_reminders',
    task: 'remind-expiring',
    prepare: async () => jest.setSystemTime(START + 85 * DAY_MS),
  },
  {
    table: 'incident_notices',
    task: 'tell-of-incidents',
    prepare: async ({ knex, model }) => {
      await reportCritical(model);
      await knex('incident_notices').update({ notified_at: null });
    },
  },
  {
    table: 'incident_notices',
    what: 'that ask for a retraining',
    task: 'tell-of-incidents',
    prepare: async ({ knex, model }) => {
      await reportCritical(model);
      const { body } = await model.get('/incidents').expect(200);
      await model
        .post(
          `/incidents/${body.items[0].id}/retraining`,
          {},
          person('vera-validator'),
        )
        .expect(200);
      await knex('incident_notices')
        .where({ kind: 'retraining' })
        .update({ notified_at: null });
    },
  },
];

describe.each(databases.eachSupportedId())('notices on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  let replica: ModelsBackend;
  let model: TestModel;
  beforeEach(async () => {
    fakeDates();
    jest.setSystemTime(START);
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex, config: boardConfig });
    replica = await startModelsBackend({ knex, config: boardConfig });
    model = backend.addHighRiskModel();
    replica.addHighRiskModel({ name: model.name });
    await model.post('/versions', { version: '1' }).expect(200);
    await approve(model);
    backend.notifications.send.mockClear();
  });
  afterEach(() => jest.useRealTimers());

  it.each(NOTICES.map(one => ({ what: '', ...one })))(
    'of $table $what survive whoever is killed before they are handed over',
    async ({ table, task, prepare }) => {
      await prepare({ knex, backends: [backend, replica], model });
      backend.notifications.send.mockClear();
      let whenKilled: Array<{ notified_at: unknown; claimed_until: unknown }> =
        [];
      backend.notifications.send.mockImplementation(async () => {
        whenKilled = await knex(table);
      });
      await backend.runTask(task);
      expect(whenKilled).toEqual([
        expect.objectContaining({ notified_at: null }),
      ]);
      const [{ notified_at, claimed_until }] = whenKilled;
      await knex(table).update({ notified_at, claimed_until });

      await replica.runTask(task);
      expect(replica.notifications.send).not.toHaveBeenCalled();

      jest.setSystemTime(Date.now() + 61_000);
      await replica.runTask(task);
      await replica.runTask(task);
      expect(replica.notifications.send).toHaveBeenCalledTimes(1);
      expect(await knex(table).whereNull('notified_at')).toEqual([]);
    },
  );
});
