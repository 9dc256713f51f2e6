import {
  addReviewedVersion,
  decide,
  governedConfig,
  ledgerOf,
  requirementOf,
  withdraw,
} from '../__testUtils__/governance';
import { OWNERS, machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const vera = person('vera-validator');
const victor = person('victor-validator');

describe.each(databases.eachSupportedId())('withdrawals on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
  });

  async function decided(decision: object = {}) {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    const { body } = await decide(model, vera, decision).expect(201);
    return { model, decision: body.decision };
  }

  it('take a decision back and leave it in the record', async () => {
    const { model, decision } = await decided();
    backend.notifications.send.mockClear();
    const reason = 'The data was wrong';
    const { body } = await withdraw(model, vera, decision.id, reason).expect(
      200,
    );
    expect(body).toEqual({
      ...decision,
      withdrawn: {
        by: 'user:default/vera-validator',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        reason,
      },
    });
    expect(await requirementOf(model)).toMatchObject({
      ...{ status: 'pending', approvals: 0 },
      decisions: [
        {
          id: decision.id,
          ignoredBecause: expect.stringContaining(
            'withdrawn by user:default/vera-validator',
          ),
        },
      ],
    });
    expect((await model.get('/decisions')).body.items).toEqual([body]);
    expect((await ledgerOf(model))[2]).toMatchObject({
      action: 'decision-withdrawn',
      actor: 'user:default/vera-validator',
      body: {
        decisionId: decision.id,
        ...{ requirement: 'validation', stage: 'production', version: '1' },
        requirementDigest: decision.requirementDigest,
        policies: [{ id: 'high-risk' }],
        ...{ decision: 'approved', reason, reviewId: decision.reviewId },
      },
    });
    expect(backend.notifications.send.mock.calls).toMatchObject([
      [
        {
          recipients: { entityRef: OWNERS },
          payload: { description: reason, severity: 'high' },
        },
      ],
    ]);
  });

  it('of a rejection lift it', async () => {
    const { model, decision } = await decided({ decision: 'rejected' });
    await decide(model, victor).expect(201);
    expect(await requirementOf(model)).toMatchObject({ status: 'rejected' });
    await withdraw(model, vera, decision.id).expect(200);
    expect(await requirementOf(model)).toMatchObject({ status: 'approved' });
  });

  it('bring no earlier decision of the same person back', async () => {
    const { model } = await decided();
    const { body } = await decide(model, vera, { decision: 'abstained' });
    await withdraw(model, vera, body.decision.id).expect(200);
    expect(await requirementOf(model)).toMatchObject({
      ...{ status: 'pending', approvals: 0 },
      decisions: [
        { ignoredBecause: expect.stringContaining('withdrawn') },
        { ignoredBecause: expect.stringContaining('replaced') },
      ],
    });
    // After it, the same words are a decision again.
    await decide(model, vera).expect(201);
    expect(await requirementOf(model)).toMatchObject({ status: 'approved' });
  });

  it('are of the person alone who decided', async () => {
    const { model, decision } = await decided();
    const { body } = await withdraw(model, victor, decision.id).expect(403);
    expect(body.error.message).toContain(
      'Only user:default/vera-validator can take this decision back',
    );
    await withdraw(model, machine, decision.id).expect(403);
    expect(await requirementOf(model)).toMatchObject({ status: 'approved' });
    expect(await ledgerOf(model)).toHaveLength(2);
  });

  it('happen once, and the same again is answered the same', async () => {
    const { model, decision } = await decided();
    const answers = await Promise.all(
      [1, 2, 3].map(() => withdraw(model, vera, decision.id)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await ledgerOf(model)).toHaveLength(3);
    const { body } = await withdraw(model, vera, decision.id, 'Other').expect(
      409,
    );
    expect(body.error.message).toContain('was taken back already');
  });

  it('need a reason and a decision of the model', async () => {
    const { model, decision } = await decided();
    const other = await decided();
    await withdraw(model, vera, decision.id, ' ').expect(400);
    await withdraw(model, vera, 'x').expect(400);
    const { body } = await withdraw(model, vera, other.decision.id).expect(404);
    expect(body.error.message).toContain('has no decision');
  });
});
