import { MONITORING_STATUSES } from '@modelry/backstage-plugin-models-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import request from 'supertest';
import { countStatements } from '../__testUtils__/countStatements';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { countStatuses } from './countStatuses';

jest.setTimeout(120_000);

const databases = testDatabases();
const DAY_MS = 24 * 3_600_000;

const results = fc.array(
  fc.record({
    check: fc.constantFrom('A', 'B', 'C'),
    kind: fc.constant('data-drift'),
    status: fc.constantFrom('ok', 'warning', 'critical', 'error'),
    allowedSilence: fc.constantFrom('P1D', 'P1M', 'P1Y'),
    observedAt: fc
      .integer({ min: 1, max: 400 })
      .map(days => new Date(Date.now() - days * DAY_MS).toISOString()),
  }),
  { maxLength: 4 },
);

describe.each(databases.eachSupportedId())('statuses of all on %s', id => {
  let knex: Knex;
  let backend: ModelsBackend;
  beforeEach(async () => {
    knex = await databases.init(id);
    backend = await startModelsBackend({ knex });
  });

  async function statuses(caller: string = machine) {
    const { body } = await request(backend.server)
      .get('/api/models/monitoring-statuses')
      .set('Authorization', caller)
      .expect(200);
    return body;
  }

  it('are what the page of each model says', async () => {
    const expected = new Map(MONITORING_STATUSES.map(status => [status, 0]));
    await fc.assert(
      fc.asyncProperty(results, async observed => {
        const model = backend.addModel();
        if (observed.length > 0) {
          await model.post('/check-results', { results: observed }).expect(200);
        }
        const { monitoring } = await model.overview();
        expected.set(
          monitoring.status,
          (expected.get(monitoring.status) ?? 0) + 1,
        );
      }),
      { numRuns: 40 },
    );
    await backend.runTask('reconcile-governance');
    expect(await statuses()).toEqual({
      totalModels: [...expected.values()].reduce((sum, n) => sum + n, 0),
      statuses: [...expected].map(([status, count]) => ({ status, count })),
    });
  });

  it('turn stale as time passes, in one query', async () => {
    const model = backend.addModel();
    const observedAt = new Date(Date.now() - DAY_MS);
    await model
      .post('/check-results', {
        results: [
          {
            ...{ check: 'A', kind: 'cost', status: 'ok' },
            ...{ observedAt: observedAt.toISOString(), allowedSilence: 'P2D' },
          },
        ],
      })
      .expect(200);
    await backend.runTask('reconcile-governance');
    const countAt = async (now: number) => {
      const counts = await countStatuses(knex, {
        ...{ visible: 'all', now: new Date(now) },
      });
      return counts.statuses.filter(({ count }) => count > 0);
    };
    const deadline = observedAt.getTime() + 2 * DAY_MS;
    expect(await countAt(deadline)).toEqual([{ status: 'ok', count: 1 }]);
    expect(await countAt(deadline + 1)).toEqual([
      { status: 'stale', count: 1 },
    ]);
    expect(await countStatements(knex, () => countAt(deadline))).toBe(1);
  });

  it('count nothing that is hidden or gone', async () => {
    const [seen, hidden, gone] = Array.from({ length: 3 }, () =>
      backend.addModel(),
    );
    for (const model of [seen, hidden, gone]) {
      await model
        .post('/check-results', {
          results: [{ check: 'A', kind: 'cost', status: 'critical' }],
        })
        .expect(200);
    }
    backend.catalog.hideFromPeople(hidden.modelRef);
    backend.catalog.remove(gone.modelRef);
    await backend.runTask('reconcile-governance');
    expect(await statuses()).toMatchObject({ totalModels: 2 });
    expect(await statuses(person('dario-datasci'))).toMatchObject({
      totalModels: 1,
      statuses: expect.arrayContaining([{ status: 'critical', count: 1 }]),
    });
  });
});
