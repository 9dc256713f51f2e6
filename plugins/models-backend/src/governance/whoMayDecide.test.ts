import {
  addReviewedVersion,
  decide,
  governedConfig,
  moveStage,
  openReview,
  waive,
} from '../__testUtils__/governance';
import { Caller, machine, person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';
import { TestModel } from '../__testUtils__/TestModel';

jest.setTimeout(60_000);

const databases = testDatabases();

const NOT_AN_APPROVER =
  'Only group:default/model-validation can give this sign-off, and you are not one of them';
const OWNER =
  'You own this model through group:default/credit-analytics, and whoever owns a model may not sign it off';
const NO_REVIEW = 'No review of this version is open; open one first';
const REGISTRAR =
  'You registered this version, and whoever registered a version may not sign it off';

const config = {
  ...governedConfig,
  governance: {
    policies: [
      ...governedConfig.governance.policies,
      {
        id: 'relaxed',
        title: 'Relaxed',
        match: { 'spec.riskTier': 'limited' },
        requirements: [
          {
            id: 'peer-review',
            title: 'Peer review',
            stage: 'production',
            approvers: ['user:default/dario-datasci', 'group:default/circle-b'],
            separationOfDuties: false,
          },
        ],
      },
      {
        id: 'whole',
        title: 'Whole model',
        match: { 'spec.riskTier': 'minimal' },
        requirements: [
          {
            id: 'validation',
            title: 'Validation',
            stage: 'production',
            scope: 'model',
            approvers: ['group:default/model-validation'],
          },
        ],
      },
    ],
  },
};

describe.each(databases.eachSupportedId())('who may decide on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config,
    });
  });

  async function highRiskModel(registrar: Caller = machine) {
    return addReviewedVersion(backend.addHighRiskModel(), '1', registrar);
  }

  async function viewerOf(model: TestModel, caller: Caller) {
    const { governance } = await model.overview(caller);
    return governance.requirements[0].viewer;
  }

  /** What the page says beforehand is what a try is answered. */
  async function expectRefused(
    model: TestModel,
    caller: Caller,
    reasons: string[],
  ) {
    expect(await viewerOf(model, caller)).toMatchObject({
      mayDecide: false,
      reasons,
    });
    const { body } = await decide(model, caller).expect(403);
    expect(body.error.message).toBe(reasons.join('. '));
    expect((await model.get('/decisions')).body.items).toEqual([]);
  }

  it('are members of an approving group', async () => {
    const model = await highRiskModel();
    const caller = person('victor-validator');
    expect(await viewerOf(model, caller)).toEqual({
      mayDecide: true,
      mayWaive: false,
      reasons: [],
    });
    await decide(model, caller).expect(201);
  });

  it('are members of a group that is nested in an approving one', async () => {
    const model = await highRiskModel();
    const caller = person('vera-validator');
    expect(await viewerOf(model, caller)).toMatchObject({ mayDecide: true });
    await decide(model, caller).expect(201);
  });

  it('are known by the groups that the catalog has them in', async () => {
    const model = await highRiskModel();
    await decide(model, person('nora-notoken')).expect(201);
  });

  it('are not the members of the group that an approving one is nested in', async () => {
    const model = backend.addHighRiskModel();
    backend.catalog.add({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'risk-office', namespace: 'default' },
      relations: [
        { type: 'parentOf', targetRef: 'group:default/model-validation' },
      ],
    });
    await addReviewedVersion(model);
    await expectRefused(model, person('rosa-risk'), [NOT_AN_APPROVER]);
  });

  it('are named people, and members of groups that are nested in a circle', async () => {
    const model = backend.addModel({ spec: { riskTier: 'limited' } });
    await addReviewedVersion(model);
    const peerReview = { requirement: 'peer-review' };
    await decide(model, person('cora-circle'), peerReview).expect(201);
    await decide(model, person('dario-datasci'), peerReview).expect(201);
    const { body } = await decide(model, person('rosa-risk'), peerReview);
    expect(body.error.message).toBe(
      'Only user:default/dario-datasci or group:default/circle-b can give this sign-off, and you are not one of them',
    );
  });

  it('are not those who are no approvers', async () => {
    await expectRefused(await highRiskModel(), person('rosa-risk'), [
      NOT_AN_APPROVER,
    ]);
  });

  it('are not the owners, even when they are approvers', async () => {
    await expectRefused(await highRiskModel(), person('otto-ownvalidator'), [
      OWNER,
    ]);
  });

  it('are not those who registered the version', async () => {
    const caller = person('victor-validator');
    const model = await highRiskModel(caller);
    await expectRefused(model, caller, [REGISTRAR]);
    await addReviewedVersion(model, '2');
    await decide(model, caller, { version: '2' }).expect(201);
  });

  it('are nobody while a version was seen to run and nobody registered it', async () => {
    const caller = person('victor-validator');
    const model = backend.addHighRiskModel();
    const deployment = { environment: 'staging', version: '1' };
    await model.post('/deployments', deployment).expect(200);
    for (const refused of [
      await openReview(model).expect(400),
      await decide(model, caller).expect(400),
      await waive(model, person('rosa-risk'), { version: '1' }).expect(400),
      await moveStage(model, machine).expect(400),
    ]) {
      expect(refused.body.error.message).toContain('report it first');
    }
    const ask = '/gate?version=1&environment=staging';
    expect((await model.get(ask).expect(200)).body).toMatchObject({
      decision: 'deny',
      reasons: ["Version '1' was never reported; report it first"],
    });
    // Had they approved it before, they would have got around being its registrar.
    await addReviewedVersion(model, '1', caller);
    await expectRefused(model, caller, [REGISTRAR]);
    expect((await model.get(ask).expect(200)).body.decision).toBe('allow');
  });

  it('are not those who registered any version, where all are signed off at once', async () => {
    const victor = person('victor-validator');
    const whole = { spec: { riskTier: 'minimal' } };
    const model = await addReviewedVersion(
      backend.addHighRiskModel(whole),
      '1',
      victor,
    );
    await addReviewedVersion(model, '2');
    const refused = await decide(model, victor, { version: '2' }).expect(403);
    expect(refused.body.error.message).toContain(
      'You registered a version that is in use',
    );
    const vera = person('vera-validator');
    await decide(model, vera, { version: '2' }).expect(201);
    const statusOf = async (version: string) => {
      const { body } = await model.get(`?version=${version}`).expect(200);
      return body.governance.requirements[0];
    };
    expect((await statusOf('1')).status).toBe('approved');
    // Whoever approved first and registers afterwards did not sign off that version.
    await model.post('/versions', { version: '3' }, vera).expect(200);
    expect((await statusOf('2')).status).toBe('approved');
    expect(await statusOf('3')).toMatchObject({
      status: 'missing',
      decisions: [
        {
          ignoredBecause: 'user:default/vera-validator registered version 3',
        },
      ],
    });
  });

  it('are told every reason at once', async () => {
    const caller = person('dario-datasci');
    await expectRefused(await highRiskModel(caller), caller, [
      NOT_AN_APPROVER,
      OWNER,
      REGISTRAR,
    ]);
  });

  it('may be owner and registrar where duties need not be separate', async () => {
    const caller = person('dario-datasci');
    const model = backend.addHighRiskModel({ spec: { riskTier: 'limited' } });
    await addReviewedVersion(model, '1', caller, caller);
    await decide(model, caller, { requirement: 'peer-review' }).expect(201);
  });

  it('are no machines', async () => {
    const model = await highRiskModel();
    const { body } = await decide(model, machine).expect(403);
    expect(body.error.name).toBe('NotAllowedError');
    expect(await viewerOf(model, machine)).toEqual({
      mayDecide: false,
      mayWaive: false,
      reasons: ['Only people can decide, not machines'],
    });
  });

  it('are not those who lack the permission', async () => {
    const model = await highRiskModel();
    const caller = person('victor-validator');
    backend.denyPermission('models.review.decide', model.modelRef);
    expect(await viewerOf(model, caller)).toEqual({
      mayDecide: false,
      mayWaive: false,
      reasons: ["You lack the permission 'models.review.decide' on this model"],
    });
    const { body } = await decide(model, caller).expect(403);
    expect(body.error.message).toContain("'models.review.decide'");
    expect((await model.get('/decisions')).body.items).toEqual([]);
  });

  it('are nobody before a version is reported', async () => {
    const model = backend.addHighRiskModel();
    expect(await viewerOf(model, person('victor-validator'))).toEqual({
      mayDecide: false,
      mayWaive: false,
      reasons: [NO_REVIEW, 'No version has been reported yet'],
    });
  });

  it('are judged for the version that the page asks about', async () => {
    const caller = person('victor-validator');
    const model = await highRiskModel(caller);
    await addReviewedVersion(model, '2');
    const seen = async (version: string) => {
      const { body } = await model.get(`?version=${version}`, caller);
      return body.governance.requirements[0].viewer.mayDecide;
    };
    expect([await seen('1'), await seen('2')]).toEqual([false, true]);
    await model.get('?version=3', caller).expect(404);
  });
});
