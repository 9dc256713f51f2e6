import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  addReviewedVersion,
  decide,
  ledgerOf,
  moveStage,
  withPromotion,
} from '../__testUtils__/governance';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const dario = person('dario-datasci');

const directory = resolvePackagePath(
  '@modelry/backstage-plugin-models-backend',
  'migrations',
);

async function promoted(backend: ModelsBackend, name?: string) {
  const model = await addReviewedVersion(backend.addHighRiskModel({ name }));
  await decide(model, person('vera-validator')).expect(201);
  await decide(model, person('rosa-risk'), { requirement: 'risk' }).expect(201);
  await moveStage(model, dario).expect(200);
  return model;
}

describe.each(databases.eachSupportedId())(
  'the stages of versions on %s',
  id => {
    let backend: ModelsBackend;
    beforeAll(async () => {
      backend = await startModelsBackend({
        knex: await databases.init(id),
        config: withPromotion('manual'),
      });
    });

    it('say who moved them, when, and under which review', async () => {
      const model = await promoted(backend);
      const { items } = (await model.get('/reviews').expect(200)).body;
      const { lifecycle } = await model.overview();
      expect(lifecycle.versions[0].lastMove).toEqual({
        ...{ version: '1', from: 'development', stage: 'production' },
        ...{ movedBy: 'user:default/dario-datasci', promotion: 'manual' },
        movedAt: lifecycle.versions[0].stageSince,
        reviewIds: [items[0].id],
        sequence: 4,
      });
      expect((await model.get('/versions')).body.items).toEqual(
        lifecycle.versions,
      );
    });

    it('are listed move by move, the newest first', async () => {
      const model = await promoted(backend);
      await model.post('/versions', { version: '2' }).expect(200);
      await moveStage(model, dario, {
        ...{ stage: 'validation', expectedStage: 'production' },
        reason: 'It drifts',
      }).expect(200);
      await moveStage(model, dario, {
        ...{ version: '2', stage: 'validation' },
      }).expect(200);
      const first = (await model.get('/stage-moves?limit=2').expect(200)).body;
      expect(first.items).toMatchObject([
        { version: '2', stage: 'validation' },
        { version: '1', stage: 'validation', reason: 'It drifts' },
      ]);
      const { nextCursor } = first.pageInfo;
      const rest = await model.get(`/stage-moves?cursor=${nextCursor}`);
      expect(rest.body).toMatchObject({
        items: [{ version: '1', stage: 'production' }],
        pageInfo: {},
      });
      const { body } = await model.get('/stage-moves?version=2').expect(200);
      expect(body.items).toHaveLength(1);
    });

    it('are kept of reports that nobody decides about, too', async () => {
      const model = backend.addModel();
      await model.post('/versions', { version: '1', stage: 'validation' });
      await model.post('/versions', { version: '1', stage: 'production' });
      await model.post('/versions', { version: '1', stage: 'production' });
      const { body } = await model.get('/stage-moves').expect(200);
      expect(body.items).toMatchObject([
        { from: 'validation', stage: 'production', promotion: 'reported' },
        {
          from: 'development',
          stage: 'validation',
          movedBy: 'external:trainer',
        },
      ]);
      expect(body.items[0]).not.toHaveProperty('sequence');
      expect(await ledgerOf(model)).toEqual([]);
    });
  },
);

describe.each(databases.eachSupportedId())('earlier moves on %s', id => {
  it('are taken from the ledger', async () => {
    const knex = await databases.init(id);
    const backend = await startModelsBackend({
      ...{ knex, config: withPromotion('manual') },
    });
    const model = await promoted(backend);
    const { items } = (await model.get('/stage-moves').expect(200)).body;
    expect(items).toHaveLength(1);

    await knex.migrate.down({
      directory,
      name: '20261125010000_lifecycle.js',
    });
    await knex.migrate.latest({ directory });
    expect((await model.get('/stage-moves').expect(200)).body.items).toEqual(
      items,
    );
  });
});
