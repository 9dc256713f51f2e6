import {
  addReviewedVersion,
  closeReviews,
  decide,
  openReview,
} from '../__testUtils__/governance';
import { person } from '../__testUtils__/people';
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

const config = {
  environments: [{ name: 'production', stage: 'production' }],
  governance: {
    policies: [
      {
        id: 'yearly',
        title: 'Yearly',
        match: { 'spec.riskTier': 'high' },
        requirements: [
          {
            id: 'validation',
            title: 'Validation',
            stage: 'production',
            approvers: ['group:default/model-validation'],
            validFor: 'P1Y',
          },
        ],
      },
    ],
  },
};

describe.each(databases.eachSupportedId())('time on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config,
    });
    // Nothing but the date: sockets and databases need their timers.
    jest.useFakeTimers({
      doNotFake: [
        ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
        ...(['setImmediate', 'clearImmediate'] as const),
        ...(['setInterval', 'clearInterval'] as const),
        ...(['setTimeout', 'clearTimeout'] as const),
      ],
    });
  });
  afterAll(() => jest.useRealTimers());

  async function approvedModel() {
    jest.setSystemTime(new Date('2026-02-28T12:00:00Z'));
    const model = await addReviewedVersion(backend.addHighRiskModel());
    await decide(model, vera).expect(201);
    await closeReviews(model);
    return model;
  }

  async function validationOf(model: TestModel) {
    return (await model.overview()).governance.requirements[0];
  }

  it('lets an approval expire after as long as it is valid', async () => {
    const model = await approvedModel();
    expect(await validationOf(model)).toMatchObject({
      status: 'approved',
      expiresAt: '2027-02-28T12:00:00.000Z',
    });
    jest.setSystemTime(new Date('2027-02-28T11:59:59.999Z'));
    expect(await validationOf(model)).toMatchObject({ status: 'approved' });
    jest.setSystemTime(new Date('2027-02-28T12:00:00Z'));
    expect(await validationOf(model)).toMatchObject({
      ...{ status: 'expired', approvals: 0 },
      reason: expect.stringContaining('expired on 2027-02-28'),
      decisions: [{ ignoredBecause: 'expired on 2027-02-28' }],
    });
    expect((await model.summary()).signOff).toBe('expired');
  });

  it('makes a deployment unsanctioned when its approval expires', async () => {
    const model = await approvedModel();
    const deployment = { environment: 'production', version: '1' };
    await model.post('/deployments', deployment).expect(200);
    expect((await model.summary()).unsanctioned).toBe(0);
    jest.setSystemTime(new Date('2027-03-01T00:00:00Z'));
    expect((await model.summary()).unsanctioned).toBe(1);
    const entering = { version: '1', stage: 'production' };
    const { body } = await model.post('/versions', entering).expect(409);
    expect(body.error.message).toContain('expired on 2027-02-28');
  });

  it('lets another person renew an approval that has expired', async () => {
    const model = await approvedModel();
    jest.setSystemTime(new Date('2027-06-01T00:00:00Z'));
    await openReview(model).expect(201);
    const { body } = await decide(model, victor).expect(201);
    expect(body.requirement).toMatchObject({
      status: 'approved',
      expiresAt: '2028-06-01T00:00:00.000Z',
    });
  });

  it('lets the same person renew it in the same words', async () => {
    const model = await approvedModel();
    jest.setSystemTime(new Date('2027-06-01T00:00:00Z'));
    await openReview(model).expect(201);
    const { body } = await decide(model, vera).expect(201);
    expect(body.requirement).toMatchObject({
      status: 'approved',
      expiresAt: '2028-06-01T00:00:00.000Z',
    });
  });

  it('makes an Idempotency-Key free again after a day', async () => {
    jest.setSystemTime(new Date('2026-01-01T00:00:00Z'));
    const model = backend.addModel();
    const send = (version: string) =>
      model.post('/versions', { version }).set('Idempotency-Key', 'nightly');
    await send('1').expect(200);
    jest.setSystemTime(new Date('2026-01-01T23:59:59Z'));
    await send('2').expect(409);
    jest.setSystemTime(new Date('2026-01-02T00:00:01Z'));
    await send('2').expect(200);
  });

  it('makes checks stale that fall silent', async () => {
    jest.setSystemTime(new Date('2026-01-01T00:00:00Z'));
    const model = backend.addModel();
    const result = { check: 'AUC', kind: 'performance', status: 'ok' };
    await model
      .post('/check-results', {
        results: [{ ...result, allowedSilence: 'P1D' }],
      })
      .expect(200);
    const seenAt = async (time: string) => {
      jest.setSystemTime(new Date(time));
      return (await model.summary()).monitoring;
    };
    expect(await seenAt('2026-01-02T00:00:00Z')).toBe('ok');
    expect(await seenAt('2026-01-02T00:00:00.001Z')).toBe('stale');
  });
});
