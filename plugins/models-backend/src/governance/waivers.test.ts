import {
  addReviewedVersion,
  closeReviews,
  decide,
  governedConfig,
  ledgerOf,
  moveStage,
  openReview,
  requirementOf,
  waive,
} from '../__testUtils__/governance';
import { fakeDates } from '../__testUtils__/fakeDates';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const rosa = person('rosa-risk');
const rita = person('rita-risk');
const vera = person('vera-validator');

const NOW = '2026-06-01T12:00:00.000Z';
const until = '2026-06-08T12:00:00.000Z';

describe.each(databases.eachSupportedId())('waivers on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config: governedConfig,
    });
    fakeDates();
  });
  beforeEach(() => jest.setSystemTime(new Date(NOW)));
  afterAll(() => jest.useRealTimers());

  const reviewed = () => addReviewedVersion(backend.addHighRiskModel());

  it('set a requirement aside, say why, and end', async () => {
    const model = await reviewed();
    const reason = 'Hotfix <b>now</b>';
    const offset = '2026-06-08T14:00:00+02:00';
    const { body } = await waive(model, rosa, { reason, until: offset }).expect(
      201,
    );
    expect(body).toEqual({
      id: expect.any(String),
      ...{ requirement: 'validation', stage: 'production', reason, until },
      requirementDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      facts: expect.objectContaining({ riskTier: 'high' }),
      ...{ grantedBy: 'user:default/rosa-risk', grantedAt: NOW, sequence: 2 },
    });
    expect(await requirementOf(model)).toMatchObject({
      status: 'waived',
      waiver: body,
      reason: expect.stringContaining('user:default/rosa-risk'),
    });
    expect((await model.get('/waivers').expect(200)).body.items).toEqual([
      body,
    ]);
    expect((await ledgerOf(model))[1]).toMatchObject({
      ...{ action: 'waiver-granted', actor: 'user:default/rosa-risk' },
      body: {
        ...{ id: body.id, requirement: 'validation', reason, until },
        policies: [{ id: 'high-risk' }],
        facts: { riskTier: 'high' },
      },
    });
    jest.setSystemTime(new Date('2026-06-08T11:59:59.999Z'));
    expect(await requirementOf(model)).toMatchObject({ status: 'waived' });
    jest.setSystemTime(new Date(until));
    expect(await requirementOf(model)).toMatchObject({ status: 'pending' });
  });

  it('for one version are good for no other', async () => {
    const model = await reviewed();
    await addReviewedVersion(model, '2');
    await waive(model, rosa, { version: '1', until }).expect(201);
    const statusOf = async (version: string) => {
      const { body } = await model.get(`?version=${version}`);
      return body.governance.requirements[0].status;
    };
    expect([await statusOf('1'), await statusOf('2')]).toEqual([
      ...['waived', 'pending'],
    ]);
    await waive(model, rosa, { until }).expect(201);
    expect(await statusOf('2')).toBe('waived');
  });

  it('let a version move, and a rejection stops it all the same', async () => {
    const model = await reviewed();
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    await waive(model, rita, { until }).expect(201);
    await decide(model, vera, { decision: 'rejected' }).expect(201);
    const { body } = await moveStage(model, machine).expect(409);
    expect(body.error.message).toContain('Rejected by user:default/vera');
    await decide(model, vera, { decision: 'abstained' }).expect(201);
    await moveStage(model, machine).expect(200);
  });

  it('do not open the gate once a new review set a rejection aside', async () => {
    const model = await reviewed();
    const gate = async () => {
      const { body } = await model.get('/gate?version=1&stage=production');
      return body.requirements[0].status;
    };
    await waive(model, rita, { until }).expect(201);
    await decide(model, vera, { decision: 'rejected' }).expect(201);
    await closeReviews(model);
    await openReview(model).expect(201);
    expect(await gate()).toBe('pending');
    // The very same is granted anew, by somebody who knows of the rejection.
    await waive(model, rita, { until }).expect(201);
    expect(await gate()).toBe('waived');
    const waivers = await model.get('/waivers').expect(200);
    expect(waivers.body.items).toHaveLength(2);
    await waive(model, rita, { until }).expect(201);
    expect((await model.get('/waivers')).body.items).toHaveLength(2);
  });

  it.each([
    ['who is not named', vera, 'Only group:default/risk-office can waive'],
    ['a machine', machine, "does not allow 'service' credentials"],
  ])('are not granted by %s', async (_, caller, reason) => {
    const model = await reviewed();
    const { body } = await waive(model, caller, { until }).expect(403);
    expect(body.error.message).toContain(reason);
    expect(await ledgerOf(model)).toHaveLength(1);
  });

  it('are not granted where the policy lets nobody waive', async () => {
    const model = await reviewed();
    const risk = { requirement: 'risk', until };
    const { body } = await waive(model, rosa, risk).expect(403);
    expect(body.error.message).toContain('Nobody may waive this sign-off');
  });

  it('are not granted by an owner, nor without the permission', async () => {
    const model = backend.addHighRiskModel({
      owner: 'group:default/risk-office',
    });
    await addReviewedVersion(model);
    const owner = await waive(model, rosa, { until }).expect(403);
    expect(owner.body.error.message).toContain('You own this model');
    backend.denyPermission('models.waiver.grant', model.modelRef);
    const denied = await waive(model, rita, { until }).expect(403);
    expect(denied.body.error.message).toContain("'models.waiver.grant'");
    const { viewer } = await requirementOf(model, 'validation', rita);
    expect(viewer.mayWaive).toBe(false);
  });

  it('are not granted by who registered what they would be for', async () => {
    const model = await addReviewedVersion(
      backend.addHighRiskModel(),
      '1',
      rosa,
    );
    await addReviewedVersion(model, '2');
    const own = await waive(model, rosa, { version: '1', until }).expect(403);
    expect(own.body.error.message).toContain('You registered this version');
    const all = await waive(model, rosa, { until }).expect(403);
    expect(all.body.error.message).toContain(
      'You registered a version that is in use',
    );
    await waive(model, rosa, { version: '2', until }).expect(201);
    await waive(model, rita, { until }).expect(201);
    // What is out of use is nobody's own work any more.
    await moveStage(model, machine, {
      stage: 'archived',
      reason: 'Never used',
    }).expect(200);
    await waive(model, rosa, { until }).expect(201);
  });

  it('are not granted by who opened a review that asks for it', async () => {
    const model = await addReviewedVersion(
      backend.addHighRiskModel(),
      '1',
      machine,
      rosa,
    );
    const expectRefused = async (version: string | undefined) => {
      const { body } = await waive(model, rosa, { version, until }).expect(403);
      expect(body.error.message).toContain('You opened a review');
    };
    await expectRefused('1');
    await expectRefused(undefined);
    const { viewer } = await requirementOf(model, 'validation', rosa);
    expect(viewer.mayWaive).toBe(false);
    await closeReviews(model);
    await openReview(model).expect(201);
    await expectRefused('1');
    await expectRefused(undefined);
    await addReviewedVersion(model, '2');
    await waive(model, rosa, { version: '2', until }).expect(201);
    await waive(model, rita, { until }).expect(201);
  });

  it.each([
    [{ until: NOW }, 400, 'body.until'],
    [{ until: '2026-06-01T11:59:59Z' }, 400, 'in the future'],
    [{ until: '2027-06-02T12:00:00.001Z' }, 400, 'at most a year'],
    [{ until: 'soon' }, 400, 'ISO 8601'],
    [{ until: '2026-06-08' }, 400, 'ISO 8601'],
    [{ reason: ' ' }, 400, 'body.reason'],
    [{ version: '9' }, 400, 'body.version'],
    [{ requirement: 'vibes' }, 400, 'body.requirement'],
    [{ stage: 'validation' }, 400, "before 'validation'"],
    [{ requirementDigest: '0'.repeat(64) }, 409, 'body.requirementDigest'],
    [{ factsDigest: '0'.repeat(64) }, 409, 'body.factsDigest'],
  ])('are refused with %j', async (wrong, status, problem) => {
    const model = await reviewed();
    const { body } = await waive(model, rosa, { until, ...wrong }).expect(
      status,
    );
    expect(body.error.message).toContain(problem);
    expect((await model.get('/waivers')).body.items).toEqual([]);
  });

  it('that last just a year are granted', async () => {
    const year = { until: '2027-06-01T12:00:00Z' };
    await waive(await reviewed(), rosa, year).expect(201);
  });

  it('are granted once when they are granted twice', async () => {
    const model = await reviewed();
    const answers = await Promise.all(
      [1, 2, 3].map(() => waive(model, rosa, { until })),
    );
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await ledgerOf(model)).toHaveLength(2);
    await waive(model, rita, { until }).expect(201);
    expect(await ledgerOf(model)).toHaveLength(3);
  });

  it('are revoked by those who grant them, with a reason', async () => {
    const model = await reviewed();
    const { body: waiver } = await waive(model, rosa, { until }).expect(201);
    const path = `/waivers/${waiver.id}/revoke`;
    const reason = { reason: 'The validator is back' };
    const refused = await model.post(path, reason, vera).expect(403);
    expect(refused.body.error.message).toContain(
      'Only user:default/rosa-risk or group:default/risk-office',
    );
    await model.post(path, {}, rita).expect(400);
    const { body } = await model.post(path, reason, rita).expect(200);
    expect(body).toEqual({
      ...waiver,
      revoked: { by: 'user:default/rita-risk', at: NOW, ...reason },
    });
    expect(await requirementOf(model)).toMatchObject({ status: 'pending' });
    expect((await ledgerOf(model))[2]).toMatchObject({
      action: 'waiver-revoked',
      body: { waiverId: waiver.id, requirement: 'validation', ...reason },
    });
    expect((await model.post(path, reason, rita).expect(200)).body).toEqual(
      body,
    );
    await model.post(path, { reason: 'Other' }, rita).expect(409);
    await model
      .post(
        '/waivers/00000000-0000-4000-8000-000000000000/revoke',
        reason,
        rita,
      )
      .expect(404);
  });

  it('that ended by themselves cannot be revoked', async () => {
    const model = await reviewed();
    const { body: waiver } = await waive(model, rosa, { until }).expect(201);
    jest.setSystemTime(new Date(until));
    const { body } = await model
      .post(`/waivers/${waiver.id}/revoke`, { reason: 'x' }, rosa)
      .expect(409);
    expect(body.error.message).toContain('ended by itself');
  });
});
