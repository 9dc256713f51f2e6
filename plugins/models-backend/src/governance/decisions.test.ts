import {
  addReviewedVersion,
  decide,
  governedConfig,
} from '../__testUtils__/governance';
import { OWNERS, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();
const victor = person('victor-validator');
const vera = person('vera-validator');

describe.each(databases.eachSupportedId())('decisions on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function modelWithVersion() {
    return addReviewedVersion(backend.addHighRiskModel());
  }

  async function validationOf(model: TestModel) {
    const { governance } = await model.overview(victor);
    return governance.requirements.find(
      (requirement: { id: string }) => requirement.id === 'validation',
    );
  }

  async function decisionsOf(model: TestModel) {
    return (await model.get('/decisions').expect(200)).body.items;
  }

  it('show who decided what, when, for which version and why', async () => {
    const model = await modelWithVersion();
    expect(await validationOf(model)).toMatchObject({
      ...{ status: 'pending', approvals: 0, minApprovals: 1, decisions: [] },
      reason: 'Needs 1 more approval of group:default/model-validation',
      policies: [
        {
          ...{ id: 'high-risk', title: 'High risk' },
          because: ['spec.riskTier is high'],
        },
      ],
    });
    const comment = '  Numbers agree. \n\n“Ünïcode” 🚀 <b>ok</b>  ';
    const { body } = await decide(model, vera, { comment }).expect(201);
    expect(body.decision).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      requirement: 'validation',
      requirementDigest: body.requirement.digest,
      stage: 'production',
      version: '1',
      decision: 'approved',
      comment: comment.trim(),
      evidence: [],
      reviewId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      facts: { riskTier: 'high', trainedOn: [] },
      decidedBy: 'user:default/vera-validator',
      decidedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      sequence: 2,
    });
    expect(body.requirement).toMatchObject({
      status: 'approved',
      reason: 'Approved by user:default/vera-validator',
      approvals: 1,
    });
    expect(await decisionsOf(model)).toEqual([body.decision]);
    expect(await validationOf(model)).toMatchObject({
      status: 'approved',
      decisions: [body.decision],
    });
    expect((await model.overview()).governance.status).toBe('pending');
  });

  it('that reject outweigh approvals', async () => {
    const model = await modelWithVersion();
    await decide(model, vera).expect(201);
    const { body } = await decide(model, victor, { decision: 'rejected' });
    expect(body.requirement).toMatchObject({
      status: 'rejected',
      reason: 'Rejected by user:default/victor-validator',
    });
    expect((await model.summary()).signOff).toBe('rejected');
  });

  it('that ask for changes keep a requirement pending', async () => {
    const model = await modelWithVersion();
    const decision = 'changes-requested';
    const { body } = await decide(model, vera, { decision }).expect(201);
    expect(body.requirement).toMatchObject({
      status: 'pending',
      reason: expect.stringContaining('vera-validator asks for changes'),
    });
  });

  it('replace an earlier one of the same person, which stays on record', async () => {
    const model = await modelWithVersion();
    await decide(model, vera, { decision: 'rejected' }).expect(201);
    const { body } = await decide(model, vera).expect(201);
    expect(body.requirement.status).toBe('approved');
    expect(await validationOf(model)).toMatchObject({
      decisions: [
        { decision: 'approved', sequence: 3 },
        {
          ...{ decision: 'rejected', sequence: 2 },
          ignoredBecause: 'replaced by a later decision of the same person',
        },
      ],
    });
    expect(await decisionsOf(model)).toHaveLength(2);
  });

  it('that repeat the newest one are recorded once', async () => {
    const model = await modelWithVersion();
    const first = await decide(model, vera).expect(201);
    backend.events.publish.mockClear();
    const again = await decide(model, vera).expect(201);
    expect(again.body.decision).toEqual(first.body.decision);
    expect(await decisionsOf(model)).toHaveLength(1);
    expect(backend.events.publish).not.toHaveBeenCalled();
    await decide(model, vera, { comment: 'On second thought' }).expect(201);
    await decide(model, vera).expect(201);
    expect(await decisionsOf(model)).toHaveLength(3);
  });

  it('are recorded once under one Idempotency-Key', async () => {
    const model = await modelWithVersion();
    const under = (key: string, decision = {}) =>
      decide(model, vera, decision).set('Idempotency-Key', key);
    const first = await under('first').expect(201);
    await under('second', { decision: 'rejected' }).expect(201);
    // The answer to the first got lost, and so it is sent again.
    const again = await under('first').expect(201);
    expect(again.body.decision).toEqual(first.body.decision);
    expect(again.body.requirement.status).toBe('rejected');
    expect(await decisionsOf(model)).toHaveLength(2);
  });

  it('are refused under an Idempotency-Key of another decision', async () => {
    const model = await modelWithVersion();
    await decide(model, vera).set('Idempotency-Key', 'mine').expect(201);
    const misuse = await decide(model, vera, { decision: 'rejected' })
      .set('Idempotency-Key', 'mine')
      .expect(409);
    expect(misuse.body.error.message).toContain('Idempotency-Key');
    expect(misuse.body.error.message).toContain('choose a new key');
    // The keys of other people and other models are their own.
    await decide(model, victor, { decision: 'rejected' })
      .set('Idempotency-Key', 'mine')
      .expect(201);
    await decide(await modelWithVersion(), vera, { decision: 'rejected' })
      .set('Idempotency-Key', 'mine')
      .expect(201);
    expect(await decisionsOf(model)).toHaveLength(2);
  });

  it('are refused under an Idempotency-Key that is too long', async () => {
    const model = await modelWithVersion();
    const { body } = await decide(model, vera)
      .set('Idempotency-Key', 'k'.repeat(201))
      .expect(400);
    expect(body.error.message).toContain('Idempotency-Key');
    await decide(model, vera)
      .set('Idempotency-Key', 'k'.repeat(200))
      .expect(201);
  });

  it('are refused when the requirement is not the one that was read', async () => {
    const model = await modelWithVersion();
    const { digest } = await validationOf(model);
    const { body } = await decide(model, vera, {
      requirementDigest: '0'.repeat(64),
    }).expect(409);
    expect(body.error.message).toContain('body.requirementDigest');
    expect(body.error.message).toContain('read it again');
    expect(await decisionsOf(model)).toEqual([]);
    await decide(model, vera, { requirementDigest: digest }).expect(201);
  });

  it('are refused when the facts of the model are not those that were read', async () => {
    const model = await modelWithVersion();
    const { factsDigest } = await validationOf(model);
    const { body } = await decide(model, vera, {
      factsDigest: '0'.repeat(64),
    }).expect(409);
    expect(body.error.message).toContain('body.factsDigest');
    expect(body.error.message).toContain('read them again');
    expect(await decisionsOf(model)).toEqual([]);
    expect(factsDigest).toMatch(/^[0-9a-f]{64}$/);
    await decide(model, vera, { factsDigest }).expect(201);
  });

  it.each([
    [
      { requirement: 'vibes' },
      'body.requirement',
      'validation (for production)',
    ],
    [{ requirement: '__proto__' }, 'body.requirement', 'needs validation'],
    [{ stage: 'validation' }, 'body.requirement', "before 'validation'"],
    [{ version: '99' }, 'body.version', 'report it first'],
    [{ version: 1 }, 'body.version', 'string'],
    [{ stage: 'prod' }, 'body.stage', 'production'],
    [{ decision: 'approve' }, 'body.decision', 'approved'],
    [{ comment: '' }, 'body.comment', 'must not be empty'],
    [{ comment: ' \n ' }, 'body.comment', 'must not be empty'],
    [{ comment: null }, 'body.comment', 'string'],
    [{ comment: 'x'.repeat(10_001) }, 'body.comment', '10,000'],
    [{ requirementDigest: 'abc' }, 'body.requirementDigest', ''],
    [{ decidedBy: 'user:default/somebody' }, 'body', 'decidedBy'],
  ])('are refused with %j, naming %s', async (wrong, field, remedy) => {
    const model = await modelWithVersion();
    const { body } = await decide(model, vera, wrong).expect(400);
    expect(body.error.message).toContain(field);
    expect(body.error.message).toContain(remedy);
    expect(await decisionsOf(model)).toEqual([]);
  });

  it('on a model that no policy matches are refused', async () => {
    const model = backend.addModel();
    await model.post('/versions', { version: '1' }).expect(200);
    const { body } = await decide(model, vera).expect(400);
    expect(body.error.message).toContain('it needs no sign-off');
    expect((await model.summary()).signOff).toBe('not-required');
  });

  it('keep comments of 10,000 characters', async () => {
    const model = await modelWithVersion();
    const comment = `"\\ü🚀'`.repeat(1_666);
    await decide(model, vera, { comment }).expect(201);
    expect(await decisionsOf(model)).toMatchObject([{ comment }]);
  });

  it('notify the owner, but not who decided', async () => {
    const model = await addReviewedVersion(
      backend.addHighRiskModel({ title: 'Credit risk' }),
    );
    backend.notifications.send.mockClear();
    await decide(model, vera, { decision: 'rejected', comment: 'Biased' });
    expect(backend.notifications.send.mock.calls).toEqual([
      [
        {
          recipients: {
            type: 'entity',
            entityRef: OWNERS,
            excludeEntityRef: 'user:default/vera-validator',
          },
          payload: {
            title: 'Independent validation of Credit risk 1: rejected',
            description: 'Biased',
            link: `/catalog/default/model/${model.name}/governance`,
            severity: 'high',
            topic: 'models.governance',
          },
        },
      ],
    ]);
  });
});
