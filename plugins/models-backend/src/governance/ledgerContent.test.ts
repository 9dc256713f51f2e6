import { requirementDigest } from '@modelry/backstage-plugin-models-common';
import {
  addReviewedVersion,
  closeReviews,
  decide,
  governedConfig,
  ledgerOf,
  moveStage,
  openReview,
  waive,
} from '../__testUtils__/governance';
import { machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();
const rosa = person('rosa-risk');
const vera = person('vera-validator');
const victor = person('victor-validator');
const highRisk = {
  id: 'high-risk',
  digest: expect.stringMatching(/^[0-9a-f]{64}$/),
};

const [policy] = governedConfig.governance.policies;
const [validation, ...others] = policy.requirements;
const description = 'Somebody else has evaluated it on data of their own.';
const config = {
  ...governedConfig,
  governance: {
    policies: [
      { ...policy, requirements: [{ ...validation, description }, ...others] },
    ],
  },
};

describe.each(databases.eachSupportedId())('an entry on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config,
    });
  });

  it('of a decision holds what was asked, and its digest follows from that', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    await decide(model, vera).expect(201);
    const { body } = (await ledgerOf(model))[1];
    expect(body.asked).toEqual({
      title: 'Independent validation',
      description,
      approvers: ['group:default/model-validation'],
      minApprovals: 1,
      scope: 'version',
      separationOfDuties: true,
      evidence: [],
      waivableBy: ['group:default/risk-office'],
    });
    const asked = JSON.parse(JSON.stringify(body.asked));
    const named = { id: 'validation', stage: 'production' };
    expect(requirementDigest({ ...asked, ...named })).toBe(
      body.requirementDigest,
    );
    expect(requirementDigest({ ...asked, ...named, minApprovals: 2 })).not.toBe(
      body.requirementDigest,
    );
  });

  it('of a decision tells who had which duty at that moment', async () => {
    const owner = 'group:default/credit-analytics';
    const model = backend.addHighRiskModel({ owner });
    await addReviewedVersion(model, '1', machine, victor);
    await closeReviews(model);
    await openReview(model).expect(201);
    await decide(model, vera).expect(201);
    const { body } = (await ledgerOf(model)).at(-1)!;
    expect(body.parties).toEqual({
      owner,
      entitledThrough: 'group:default/model-validation',
      registeredBy: ['external:trainer'],
      reviewsOpenedBy: ['external:trainer', 'user:default/victor-validator'],
    });
  });

  it('of a waiver tells the same, for all versions when it is for all', async () => {
    const model = backend.addHighRiskModel({
      owner: 'group:default/credit-analytics',
    });
    await addReviewedVersion(model, '1', machine, victor);
    await addReviewedVersion(model, '2', vera);
    await waive(model, rosa).expect(201);
    await waive(model, rosa, { version: '2' }).expect(201);
    const [all, one] = (await ledgerOf(model)).slice(-2);
    expect(all.body.parties).toEqual({
      owner: 'group:default/credit-analytics',
      entitledThrough: 'group:default/risk-office',
      registeredBy: ['external:trainer', 'user:default/vera-validator'],
      reviewsOpenedBy: ['external:trainer', 'user:default/victor-validator'],
    });
    expect(one.body.parties).toMatchObject({
      registeredBy: ['user:default/vera-validator'],
      reviewsOpenedBy: ['external:trainer'],
    });
    expect(one.body.asked).toEqual(all.body.asked);
  });

  it('names the policies also where something ends', async () => {
    const model = await addReviewedVersion(backend.addHighRiskModel());
    const { body: waiver } = await waive(model, rosa).expect(201);
    const revoke = { reason: 'The validator is back' };
    await model.post(`/waivers/${waiver.id}/revoke`, revoke, rosa).expect(200);
    await closeReviews(model);
    await openReview(model).expect(201);
    await decide(model, vera).expect(201);
    await decide(model, rosa, { requirement: 'risk' }).expect(201);
    await moveStage(model, machine);
    const ended = (await ledgerOf(model)).filter(({ action }) =>
      ['waiver-revoked', 'review-closed'].includes(action),
    );
    expect(ended.map(({ action, body }) => [action, body.policies])).toEqual([
      ['waiver-revoked', [highRisk]],
      ['review-closed', [highRisk]],
      ['review-closed', [highRisk]],
    ]);
  });
});
