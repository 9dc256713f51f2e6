import { FleetTrend } from '@modelry/backstage-plugin-models-common';
import request from 'supertest';
import { approve, boardConfig } from '../__testUtils__/board';
import { fakeDates } from '../__testUtils__/fakeDates';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(120_000);

const databases = testDatabases();

const CHECK = {
  ...{ check: 'AUC', kind: 'performance', status: 'ok' },
  allowedSilence: 'P2D',
};

describe.each(databases.eachSupportedId())(
  'the trend of the fleet on %s',
  id => {
    let backend: ModelsBackend;
    beforeEach(async () => {
      fakeDates();
      jest.setSystemTime(new Date('2026-03-01T10:00:00Z'));
      backend = await startModelsBackend({
        knex: await databases.init(id),
        config: boardConfig,
      });
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    async function record(time: string) {
      jest.setSystemTime(new Date(time));
      await backend.runTask('reconcile-governance');
      await backend.runTask('record-fleet-day');
    }

    async function trend(
      caller: string = machine,
      query = '',
    ): Promise<FleetTrend['days']> {
      const { body } = await request(backend.server)
        .get(`/api/models/fleet-trend${query}`)
        .set('Authorization', caller)
        .expect(200);
      return body.days;
    }

    it('is empty before the first record', async () => {
      backend.addModel();
      expect(await trend()).toEqual([]);
    });

    it('says of each day how many there were in which state', async () => {
      const model = backend.addHighRiskModel({ name: 'a' });
      await model.post('/versions', { version: '1' }).expect(200);
      await record('2026-03-01T10:00:00Z');
      backend.addModel({ name: 'b' });
      await model.post('/check-results', { results: [CHECK] }).expect(200);
      await record('2026-03-02T10:00:00Z');
      await approve(model);
      await model
        .post('/stage-moves', {
          ...{ version: '1', stage: 'production' },
          expectedStage: 'development',
        })
        .expect(200);
      await record('2026-03-02T23:00:00Z');
      // Nobody has heard of the check for longer than it may be silent.
      await record('2026-03-05T10:00:00Z');
      backend.catalog.remove('model:default/a');
      await record('2026-03-07T10:00:00Z');
      await record('2026-03-08T10:00:00Z');
      const day = (on: string, ...counts: number[]) => ({
        day: on,
        stages: expect.anything(),
        totalModels: counts[0],
        ...{ governed: counts[1], signedOff: counts[2] },
        ...{ monitored: counts[3], healthy: counts[4] },
      });
      const days = await trend();
      expect(days).toEqual([
        day('2026-03-01', 1, 1, 0, 0, 0),
        day('2026-03-02', 2, 1, 1, 1, 1),
        day('2026-03-03', 2, 1, 1, 1, 1),
        day('2026-03-04', 2, 1, 1, 1, 1),
        day('2026-03-05', 2, 1, 1, 1, 0),
        day('2026-03-06', 2, 1, 1, 1, 0),
        day('2026-03-07', 1, 0, 0, 0, 0),
        day('2026-03-08', 1, 0, 0, 0, 0),
      ]);
      expect(days[0].stages).toEqual({ development: 1 });
      expect(days[1].stages).toEqual({ development: 1, production: 1 });
      expect(days[7].stages).toEqual({ development: 1 });
    });

    it('goes back 90 days, and keeps what was so before them', async () => {
      backend.addModel({ name: 'a' });
      await record('2026-03-01T10:00:00Z');
      backend.addModel({ name: 'b' });
      await record('2026-03-02T10:00:00Z');
      backend.catalog.remove('model:default/b');
      await record('2026-03-03T10:00:00Z');
      await record('2026-07-01T10:00:00Z');
      const days = await trend();
      expect(days).toHaveLength(90);
      expect(days[0]).toMatchObject({ day: '2026-04-03', totalModels: 1 });
      expect(days[89]).toMatchObject({ day: '2026-07-01', totalModels: 1 });
    });

    it('tells how those were that a filter lets through now', async () => {
      backend.addHighRiskModel({ name: 'a' });
      const moved = backend.addModel({ name: 'b' });
      await moved.post('/versions', { version: '1' }).expect(200);
      backend.addHighRiskModel({ name: 'hidden' });
      backend.catalog.hideFromPeople('model:default/hidden');
      await record('2026-03-01T10:00:00Z');
      await moved
        .post('/stage-moves', {
          ...{ version: '1', stage: 'production' },
          expectedStage: 'development',
        })
        .expect(200);
      backend.catalog.remove('model:default/a');
      await record('2026-03-02T10:00:00Z');
      const stages = async (query: string, caller?: string) =>
        (await trend(caller, query)).map(day => day.stages);
      expect(await stages('?stage=production')).toEqual([
        { development: 1 },
        { production: 1 },
      ]);
      expect(await stages('?riskTier=high')).toEqual([
        { development: 1 },
        { development: 1 },
      ]);
      expect(await stages('?riskTier=high', person('rosa-risk'))).toEqual([]);
      expect(await stages('?text=+')).toEqual([
        { development: 3 },
        { development: 1, production: 1 },
      ]);
    });

    it('counts for each only what they may see', async () => {
      backend.addModel({ name: 'a' });
      backend.addModel({ name: 'hidden' });
      backend.catalog.hideFromPeople('model:default/hidden');
      await record('2026-03-01T10:00:00Z');
      expect((await trend())[0].totalModels).toBe(2);
      expect((await trend(person('rosa-risk')))[0].totalModels).toBe(1);
    });
  },
);
