import {
  addReviewedVersion,
  decide,
  ledgerOf,
  moveStage,
  openReview,
  waive,
  withPromotion,
  withdraw,
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
const dario = person('dario-datasci');
const vera = person('vera-validator');
const rosa = person('rosa-risk');

async function stageOf(model: TestModel, version: string = '1') {
  const { items } = (await model.get('/versions').expect(200)).body;
  return items.find((one: { version: string }) => one.version === version)
    .stage;
}

async function reviewsOf(model: TestModel) {
  return (await model.get('/reviews').expect(200)).body.items;
}

describe.each(databases.eachSupportedId())('stage moves on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: withPromotion('manual'),
    });
  });

  async function signedOff() {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    await decide(model, vera).expect(201);
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    return model;
  }

  it('are made by a person once all sign-offs are there', async () => {
    const model = await signedOff();
    expect(await stageOf(model)).toBe('development');
    backend.events.publish.mockClear();
    const { body } = await moveStage(model, dario).expect(200);
    expect(body).toMatchObject({ version: '1', stage: 'production' });
    expect(await reviewsOf(model)).toMatchObject([
      {
        status: 'completed',
        closed: {
          by: 'user:default/dario-datasci',
          reason: 'Version 1 entered production',
        },
      },
    ]);
    const [moved, closed] = (await ledgerOf(model)).slice(3);
    expect(moved).toMatchObject({
      ...{ action: 'stage-moved', actor: 'user:default/dario-datasci' },
      body: {
        ...{ version: '1', from: 'development', stage: 'production' },
        promotion: 'manual',
        requirements: [
          { requirement: 'validation', status: 'approved' },
          { requirement: 'risk', status: 'approved' },
        ],
        policies: [{ id: 'high-risk' }],
        facts: { riskTier: 'high' },
      },
    });
    expect(closed).toMatchObject({
      action: 'review-closed',
      body: { outcome: 'completed', version: '1' },
    });
    expect(
      backend.events.publish.mock.calls.map(([{ metadata }]) => metadata),
    ).toEqual([{ action: 'stage-moved' }, { action: 'review-closed' }]);
  });

  it('are refused with every reason while sign-offs are missing', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    const { body } = await moveStage(model, dario).expect(409);
    expect(body.error.message).toContain('body.stage');
    expect(body.error.message).toContain('Independent validation: Needs');
    expect(body.error.message).toContain('Risk acceptance: Needs');
    expect(await stageOf(model)).toBe('development');
    expect(await ledgerOf(model)).toHaveLength(1);
  });

  it.each([
    [{ version: '9' }, 400, 'body.version'],
    [{ expectedStage: 'validation' }, 409, 'body.expectedStage'],
    [{ stage: 'development' }, 409, 'is in development already'],
    [{ stage: 'retired' }, 409, 'give a reason'],
    [{ stage: 'prod' }, 400, 'body.stage'],
    [{ expectedStage: undefined }, 400, 'body.expectedStage'],
  ])('are refused with %j', async (wrong, status, problem) => {
    const model = await signedOff();
    const { body } = await moveStage(model, dario, wrong).expect(status);
    expect(body.error.message).toContain(problem);
    expect(await stageOf(model)).toBe('development');
  });

  it('need the permission', async () => {
    const model = await signedOff();
    backend.denyPermission('models.stage.move', model.modelRef);
    const { body } = await moveStage(model, dario).expect(403);
    expect(body.error.message).toContain("'models.stage.move'");
  });

  it('happen once when two people press the button at once', async () => {
    const model = await signedOff();
    const answers = await Promise.all([
      moveStage(model, dario),
      moveStage(model, rosa),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const moves = (await ledgerOf(model)).filter(
      ({ action }) => action === 'stage-moved',
    );
    expect(moves).toHaveLength(1);
  });

  it('back and to an end say why, and end what is pointless', async () => {
    const model = await signedOff();
    await moveStage(model, dario).expect(200);
    const back = { expectedStage: 'production', stage: 'validation' };
    await moveStage(model, dario, back).expect(409);
    const reason = 'It drifts';
    await moveStage(model, dario, { ...back, reason }).expect(200);
    await openReview(model).expect(201);
    const end = { expectedStage: 'validation', stage: 'retired', reason };
    await moveStage(model, dario, end).expect(200);
    const [newest] = await reviewsOf(model);
    expect(newest).toMatchObject({ status: 'closed', stage: 'production' });
    const moves = (await ledgerOf(model)).filter(
      ({ action }) => action === 'stage-moved',
    );
    expect(moves.map(({ body }) => body.reason)).toEqual([
      undefined,
      reason,
      reason,
    ]);
  });

  it('of a version that must not be renewed one by one end when all did', async () => {
    const model = await signedOff();
    await moveStage(model, dario).expect(200);
    await openReview(model).expect(201);
    const again = { comment: 'Renewed' };
    await decide(model, vera, again).expect(201);
    expect((await reviewsOf(model))[0].status).toBe('open');
    await decide(model, rosa, { ...again, requirement: 'risk' }).expect(201);
    expect((await reviewsOf(model))[0]).toMatchObject({
      status: 'completed',
      closed: { reason: 'All sign-offs were renewed' },
    });
  });
});

describe.each(databases.eachSupportedId())('automatic promotion on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: withPromotion('automatic'),
    });
  });

  const reviewed = () => addReviewedVersion(backend.addHighRiskModel());

  async function expectPromoted(model: TestModel, actor: string) {
    expect(await stageOf(model)).toBe('production');
    expect(await reviewsOf(model)).toMatchObject([{ status: 'completed' }]);
    expect((await ledgerOf(model)).slice(-2)).toMatchObject([
      { action: 'stage-moved', actor, body: { promotion: 'automatic' } },
      { action: 'review-closed', actor },
    ]);
  }

  it('follows the last sign-off', async () => {
    const model = await reviewed();
    await decide(model, vera).expect(201);
    expect(await stageOf(model)).toBe('development');
    const { body } = await decide(model, rosa, { requirement: 'risk' });
    expect(body.requirement).toMatchObject({ status: 'approved' });
    await expectPromoted(model, 'user:default/rosa-risk');
  });

  it('follows sign-offs that are given at the same moment', async () => {
    const model = await reviewed();
    await Promise.all([
      decide(model, vera).expect(201),
      decide(model, rosa, { requirement: 'risk' }).expect(201),
    ]);
    expect(await stageOf(model)).toBe('production');
  });

  it('follows a waiver that was the last thing missing', async () => {
    const model = await reviewed();
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    await waive(model, person('rita-risk')).expect(201);
    await expectPromoted(model, 'user:default/rita-risk');
  });

  it('follows a rejection that is taken back', async () => {
    const model = await reviewed();
    const { body } = await decide(model, vera, { decision: 'rejected' });
    await decide(model, person('victor-validator')).expect(201);
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    expect(await stageOf(model)).toBe('development');
    await withdraw(model, vera, body.decision.id).expect(200);
    await expectPromoted(model, 'user:default/vera-validator');
  });

  it('needs a review', async () => {
    const model = backend.addModel();
    await model.post('/versions', { version: '1' }).expect(200);
    expect(await stageOf(model)).toBe('development');
    // Nobody is asked to sign it off, so that nobody's sign-off moves it.
    const { body } = await openReview(model, {}, machine).expect(201);
    expect(body).toMatchObject({ opened: true, review: { status: 'open' } });
    expect(await stageOf(model)).toBe('development');
  });

  it.each(['archived', 'retired'])('never ends a version: %s', async stage => {
    const model = await reviewed();
    await decide(model, vera).expect(201);
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    expect(await stageOf(model)).toBe('production');
    await openReview(model, { stage });
    expect(await stageOf(model)).toBe('production');
  });
});
