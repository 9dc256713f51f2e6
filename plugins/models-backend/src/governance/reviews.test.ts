import {
  addReviewedVersion,
  closeReviews,
  decide,
  governedConfig,
  ledgerOf,
  openReview,
  requirementOf,
} from '../__testUtils__/governance';
import { OWNERS, machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const dario = person('dario-datasci');
const vera = person('vera-validator');
const victor = person('victor-validator');
const rosa = person('rosa-risk');

describe.each(databases.eachSupportedId())('reviews on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function modelWithVersion() {
    const model = backend.addHighRiskModel({ title: 'Credit risk' });
    await model.post('/versions', { version: '1' }).expect(200);
    backend.notifications.send.mockClear();
    return model;
  }

  it('say who asks for what, since when and why', async () => {
    const model = await modelWithVersion();
    const note = '  The **new** features\r\n<b>are in</b> 🚀 ';
    const { body } = await openReview(model, { note }, dario).expect(201);
    expect(body).toEqual({
      opened: true,
      review: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ...{ version: '1', stage: 'production', status: 'open' },
        note: note.trim(),
        openedBy: 'user:default/dario-datasci',
        openedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        sequence: 1,
      },
    });
    expect((await model.overview()).governance).toMatchObject({
      status: 'pending',
      reviews: [body.review],
      requirements: [{ reviewId: body.review.id }, { status: 'pending' }],
    });
    const [entry] = await ledgerOf(model);
    expect(entry).toMatchObject({
      ...{ action: 'review-opened', actor: 'user:default/dario-datasci' },
      body: {
        reviewId: body.review.id,
        ...{ version: '1', stage: 'production', note: note.trim() },
        requirements: [{ requirement: 'validation' }, { requirement: 'risk' }],
        policies: [{ id: 'high-risk' }],
        facts: { riskTier: 'high', trainedOn: [] },
      },
    });
  });

  it('notify those who are asked, but not who asks', async () => {
    const model = await modelWithVersion();
    await openReview(model, { note: 'Look at bias' }, rosa).expect(201);
    expect(backend.notifications.send.mock.calls).toEqual([
      [
        {
          recipients: {
            type: 'entity',
            entityRef: [
              'group:default/model-validation',
              'group:default/risk-office',
            ],
            excludeEntityRef: 'user:default/rosa-risk',
          },
          payload: {
            title:
              'Credit risk 1 is to enter production and waits for your sign-off',
            description: 'Look at bias',
            link: `/catalog/default/model/${model.name}/governance`,
            severity: 'normal',
            topic: 'models.governance',
          },
        },
      ],
    ]);
  });

  it('are opened once, however many ask at the same moment', async () => {
    const model = await modelWithVersion();
    const answers = await Promise.all(
      [machine, dario, rosa, vera].map(caller => openReview(model, {}, caller)),
    );
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(answers.filter(({ body }) => body.opened)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.review.id)).size).toBe(1);
    expect(await ledgerOf(model)).toHaveLength(1);
  });

  it('of another stage or version are others', async () => {
    const model = await modelWithVersion();
    await model.post('/versions', { version: '2' }).expect(200);
    for (const review of [{}, { stage: 'validation' }, { version: '2' }]) {
      const { body } = await openReview(model, review).expect(201);
      expect(body.opened).toBe(true);
    }
    const { body } = await model.get('/reviews?limit=2').expect(200);
    expect(body.items).toMatchObject([
      { version: '2' },
      { stage: 'validation' },
    ]);
    const next = await model.get(
      `/reviews?limit=2&cursor=${body.pageInfo.nextCursor}`,
    );
    expect(next.body).toMatchObject({
      items: [{ version: '1', stage: 'production' }],
      pageInfo: {},
    });
  });

  it.each([
    [{ version: '9' }, 'body.version', 'report it first'],
    [{ stage: 'development' }, 'body.stage', 'later stage'],
    [{ stage: 'prod' }, 'body.stage', 'production'],
    [{ note: 'x'.repeat(10_001) }, 'body.note', '10,000'],
    [{ openedBy: 'user:default/somebody' }, 'body', 'openedBy'],
  ])('are refused with %j, naming %s', async (wrong, field, remedy) => {
    const model = await modelWithVersion();
    const { body } = await openReview(model, wrong).expect(400);
    expect(body.error.message).toContain(field);
    expect(body.error.message).toContain(remedy);
    expect((await model.get('/reviews')).body.items).toEqual([]);
  });

  it('of a stage that lies behind are refused', async () => {
    const model = backend.addModel();
    const version = { version: '1', stage: 'production' };
    await model.post('/versions', version).expect(200);
    const { body } = await openReview(model, { stage: 'validation' });
    expect(body.response.statusCode).toBe(409);
    expect(body.error.message).toContain('open a review for production');
    await openReview(model).expect(201);
  });

  it('need the permission to open them', async () => {
    const model = await modelWithVersion();
    backend.denyPermission('models.review.open', model.modelRef);
    const { body } = await openReview(model, {}, dario).expect(403);
    expect(body.error.message).toContain("'models.review.open'");
  });

  it('keep who opened them from deciding', async () => {
    const model = await modelWithVersion();
    await openReview(model, {}, victor).expect(201);
    const reason =
      'You opened a review of this version, and whoever opened a review may not decide in it';
    const { viewer } = await requirementOf(model, 'validation', victor);
    expect(viewer).toMatchObject({ mayDecide: false, reasons: [reason] });
    const { body } = await decide(model, victor).expect(403);
    expect(body.error.message).toBe(reason);
    // That it is closed, and opened again by somebody else, changes nothing.
    await closeReviews(model);
    await openReview(model).expect(201);
    const again = await requirementOf(model, 'validation', victor);
    expect(again.viewer).toMatchObject({ mayDecide: false, reasons: [reason] });
    expect((await decide(model, victor).expect(403)).body.error.message).toBe(
      reason,
    );
    await decide(model, vera).expect(201);
  });

  it('must be open for a decision', async () => {
    const model = await modelWithVersion();
    const { body } = await decide(model, vera).expect(409);
    expect(body.error.message).toBe(
      'No review of this version is open; open one first',
    );
    // Whoever may not decide anyway is told so, and not sent to open a review.
    const other = await decide(model, rosa).expect(403);
    expect(other.body.error.message).toContain('you are not one of them');
  });

  it('for an earlier stage do not cover a later one', async () => {
    const model = await modelWithVersion();
    await openReview(model, { stage: 'validation' }).expect(201);
    await decide(model, vera).expect(409);
  });

  it('of another version do not cover this one', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    await model.post('/versions', { version: '2' }).expect(200);
    await decide(model, vera, { version: '2' }).expect(409);
    await decide(model, vera).expect(201);
  });

  it('that were closed meanwhile say who did it and why', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    await closeReviews(model);
    const { body } = await decide(model, vera).expect(409);
    expect(body.error.message).toContain('open one first');
    expect(body.error.message).toContain('by external:trainer (It is over)');
    expect((await model.get('/decisions')).body.items).toEqual([]);
  });

  it('are closed with a reason and stay in the record', async () => {
    const model = await modelWithVersion();
    const { review } = (await openReview(model, {}, dario)).body;
    backend.notifications.send.mockClear();
    const path = `/reviews/${review.id}/close`;
    const reason = 'Version 2 comes instead';
    await model.post(path, { reason: ' ' }, rosa).expect(400);
    const { body } = await model.post(path, { reason }, rosa).expect(200);
    expect(body).toEqual({
      ...review,
      status: 'closed',
      closed: { by: 'user:default/rosa-risk', at: expect.any(String), reason },
    });
    expect((await model.get('/reviews')).body.items).toEqual([body]);
    expect((await model.get('/reviews?status=open')).body.items).toEqual([]);
    expect((await ledgerOf(model))[1]).toMatchObject({
      action: 'review-closed',
      body: { reviewId: review.id, outcome: 'closed', reason },
    });
    expect(backend.notifications.send.mock.calls).toMatchObject([
      [{ recipients: { entityRef: 'user:default/dario-datasci' } }],
    ]);
    // The same again is answered the same; anything else comes too late.
    expect((await model.post(path, { reason }, rosa).expect(200)).body).toEqual(
      body,
    );
    const late = await model.post(path, { reason: 'Other' }, rosa).expect(409);
    expect(late.body.error.message).toContain('user:default/rosa-risk');
    expect(await ledgerOf(model)).toHaveLength(2);
  });

  it('that do not exist are not found', async () => {
    const model = await modelWithVersion();
    const other = await addReviewedVersion(backend.addHighRiskModel());
    const { review } = (await openReview(other)).body;
    for (const unknown of [review.id, '00000000-0000-4000-8000-000000000000']) {
      const { body } = await model.get(`/reviews/${unknown}`).expect(404);
      expect(body.error.message).toContain('has no review');
      await model
        .post(`/reviews/${unknown}/close`, { reason: 'x' })
        .expect(404);
    }
    const { body } = await model.get('/reviews/x').expect(400);
    expect(body.error.message).toContain('path.id');
  });

  it('that are opened anew set a rejection aside', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    await decide(model, victor, { decision: 'rejected' }).expect(201);
    expect(await requirementOf(model)).toMatchObject({ status: 'rejected' });
    await closeReviews(model);
    expect(await requirementOf(model)).toMatchObject({ status: 'rejected' });
    await openReview(model).expect(201);
    expect(await requirementOf(model)).toMatchObject({
      status: 'pending',
      decisions: [{ ignoredBecause: 'a new review was opened since' }],
    });
    await decide(model, vera).expect(201);
    expect(await requirementOf(model)).toMatchObject({ status: 'approved' });
  });

  it('have decisions whose owner and opener are notified', async () => {
    const model = await modelWithVersion();
    await openReview(model, {}, dario).expect(201);
    backend.notifications.send.mockClear();
    await decide(model, vera).expect(201);
    expect(backend.notifications.send.mock.calls).toMatchObject([
      [
        {
          recipients: {
            entityRef: [OWNERS, 'user:default/dario-datasci'],
            excludeEntityRef: 'user:default/vera-validator',
          },
        },
      ],
    ]);
  });
});
