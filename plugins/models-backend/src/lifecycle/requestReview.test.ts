import {
  addReviewedVersion,
  closeReviews,
  decide,
  governedConfig,
  ledgerOf,
} from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const asking = {
  version: '1',
  requestReview: { stage: 'production', note: 'From the pipeline' },
};

describe.each(databases.eachSupportedId())('reports on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function reviewsOf(model: TestModel) {
    return (await model.get('/reviews').expect(200)).body.items;
  }

  it('can ask for a review, and those who are asked are notified', async () => {
    const model = backend.addHighRiskModel();
    backend.notifications.send.mockClear();
    const { body } = await model.post('/versions', asking).expect(200);
    expect(body).toEqual({
      changed: true,
      version: expect.objectContaining({ version: '1', stage: 'development' }),
    });
    expect(body.version).not.toHaveProperty('requestReview');
    expect(await reviewsOf(model)).toMatchObject([
      {
        ...{ version: '1', stage: 'production', status: 'open' },
        ...{ note: 'From the pipeline', openedBy: 'external:trainer' },
      },
    ]);
    expect(backend.notifications.send).toHaveBeenCalledTimes(1);
    const again = await model.post('/versions', asking).expect(200);
    expect(again.body.changed).toBe(false);
    expect(await reviewsOf(model)).toHaveLength(1);
    expect(backend.notifications.send).toHaveBeenCalledTimes(1);
  });

  it('that are repeated ask only once, so that a rejection stands', async () => {
    const model = backend.addHighRiskModel();
    await model.post('/versions', asking).expect(200);
    const rejection = { decision: 'rejected' };
    await decide(model, person('vera-validator'), rejection).expect(201);
    await closeReviews(model);
    await model.post('/versions', asking).expect(200);
    expect(await reviewsOf(model)).toHaveLength(1);
    expect((await model.summary()).signOff).toBe('rejected');
  });

  it('that come every night leave one review open, unless somebody looked at it', async () => {
    const model = backend.addHighRiskModel();
    const report = (version: string) =>
      model.post('/versions', { ...asking, version }).expect(200);
    await report('1');
    const abstention = { version: '1', decision: 'abstained' };
    await decide(model, person('vera-validator'), abstention).expect(201);
    await report('2');
    await report('3');
    expect(await reviewsOf(model)).toMatchObject([
      { version: '3', status: 'open' },
      {
        ...{ version: '2', status: 'closed' },
        closed: {
          by: 'external:trainer',
          reason:
            "Version '3' was registered since, and its review takes the place of this one",
        },
      },
      { version: '1', status: 'open' },
    ]);
    expect((await ledgerOf(model)).at(-1)).toMatchObject({
      action: 'review-closed',
      body: { version: '2', stage: 'production', outcome: 'closed' },
    });
    // A report that comes again does not bring the old review back.
    await report('2');
    expect(await reviewsOf(model)).toHaveLength(3);
  });

  it('ask for no review of a stage that the version holds', async () => {
    const model = backend.addModel();
    const version = { version: '1', stage: 'production' };
    await model.post('/versions', version).expect(200);
    await model.post('/versions', asking).expect(200);
    expect(await reviewsOf(model)).toEqual([]);
  });

  it('that ask without the permission are refused as a whole', async () => {
    const model = backend.addHighRiskModel();
    backend.denyPermission('models.review.open', model.modelRef);
    const { body } = await model.post('/versions', asking).expect(403);
    expect(body.error.message).toContain('body.requestReview');
    expect(body.error.message).toContain("'models.review.open'");
    expect((await model.overview()).lifecycle.totalVersions).toBe(0);
    await model.post('/versions', { version: '1' }).expect(200);
  });

  it('that bring a version to a governed stage end its review', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    await decide(model, person('vera-validator')).expect(201);
    await decide(model, person('rosa-risk'), { requirement: 'risk' });
    const entering = { version: '1', stage: 'production' };
    await model.post('/versions', entering, machine).expect(200);
    expect(await reviewsOf(model)).toMatchObject([
      { status: 'completed', closed: { by: 'external:trainer' } },
    ]);
    expect((await ledgerOf(model)).slice(3)).toMatchObject([
      {
        ...{ action: 'stage-moved', actor: 'external:trainer' },
        body: {
          from: 'development',
          stage: 'production',
          promotion: 'reported',
        },
      },
      { action: 'review-closed', body: { outcome: 'completed' } },
    ]);
    // The same report again says nothing new.
    await model.post('/versions', entering).expect(200);
    expect(await ledgerOf(model)).toHaveLength(5);
  });

  it.each([
    [{ metrics: { auc: 'high' } }, 'body.metrics.auc'],
    [{ metrics: { '': 1 } }, 'body.metrics'],
    [{ metrics: { auc: null } }, 'body.metrics.auc'],
    [
      {
        metrics: Object.fromEntries(
          Array.from({ length: 101 }, (_, index) => [`m${index}`, index]),
        ),
      },
      'at most 100 metrics',
    ],
    [{ requestReview: { stage: 'development' } }, 'body.requestReview.stage'],
    [{ requestReview: {} }, 'body.requestReview.stage'],
  ])('are refused with %j', async (wrong, problem) => {
    const model = backend.addHighRiskModel();
    const { body } = await model
      .post('/versions', { version: '1', ...wrong })
      .expect(400);
    expect(body.error.message).toContain(problem);
  });

  it('keep metrics as they were measured', async () => {
    const model = backend.addModel();
    const metrics = { auc: 0.8123456789, 'ünïcode "x"': -1e-300, count: 1e15 };
    const report = { version: '1', metrics };
    const { body } = await model.post('/versions', report).expect(200);
    expect(body.version.metrics).toEqual(metrics);
    expect((await model.get('/versions')).body.items).toMatchObject([
      { metrics },
    ]);
    const again = await model.post('/versions', report).expect(200);
    expect(again.body.changed).toBe(false);
    // What says nothing of metrics leaves them as they are.
    await model.post('/versions', { version: '1', description: 'x' });
    const other = { version: '1', metrics: { auc: 0.9 } };
    const changed = await model.post('/versions', other).expect(200);
    expect(changed.body).toMatchObject({ changed: true, version: other });
  });
});
