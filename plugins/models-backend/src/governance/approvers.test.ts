import {
  addReviewedVersion,
  decide,
  openReview,
  requirementOf,
} from '../__testUtils__/governance';
import { RISK_OFFICE, assign } from '../__testUtils__/ownership';
import { person } from '../__testUtils__/people';
import {
  ModelsBackend,
  startModelsBackend,
} from '../__testUtils__/startModelsBackend';
import { testDatabases } from '../__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

function asking(type: string, approvers: string[], other: object = {}) {
  return {
    id: type,
    title: type,
    match: { 'spec.type': type },
    requirements: [
      {
        id: type,
        title: 'Validation',
        stage: 'production',
        approvers,
        ...other,
      },
    ],
  };
}

const config = {
  governance: {
    policies: [
      asking('gone', ['group:default/dissolved']),
      asking('empty', ['group:default/nobodys-office', 'user:default/nobody']),
      asking('half', ['group:default/dissolved', 'group:default/risk-office']),
      asking('few', ['group:default/risk-office'], { minApprovals: 3 }),
      asking('nested', ['group:default/group-functions'], { minApprovals: 3 }),
      asking('circle', ['group:default/circle-b']),
      asking('separated', [RISK_OFFICE]),
    ],
  },
};

describe.each(databases.eachSupportedId())('approvers on %s', id => {
  let backend: ModelsBackend;
  beforeAll(async () => {
    backend = await startModelsBackend({
      knex: await databases.init(id),
      config,
    });
  });

  const asked = (type: string) =>
    addReviewedVersion(backend.addModel({ spec: { type } }));

  it('that do not exist cannot be waited for in silence', async () => {
    const model = await asked('gone');
    const missing = 'group:default/dissolved does not exist in the catalog';
    expect(await requirementOf(model, 'gone')).toMatchObject({
      status: 'pending',
      reason: expect.stringContaining('Nobody can give it'),
      warnings: expect.arrayContaining([expect.stringContaining(missing)]),
    });
    const gate = await model.get('/gate?version=1&stage=production');
    expect(gate.body.decision).toBe('deny');
    expect(gate.body.reasons.join()).toContain('Nobody can give it');
  });

  it('that are groups of nobody and people who are not there are named', async () => {
    const { reason, warnings } = await requirementOf(
      await asked('empty'),
      'empty',
    );
    expect(reason).toContain('Nobody can give it');
    expect(warnings.join()).toContain(
      'group:default/nobodys-office has no members',
    );
    expect(warnings.join()).toContain('user:default/nobody does not exist');
  });

  it('of whom some can give it are asked, with a warning', async () => {
    const { reason, warnings } = await requirementOf(
      await asked('half'),
      'half',
    );
    expect(reason).toContain('Needs 1 more approval');
    expect(warnings).toEqual([
      expect.stringContaining('group:default/dissolved does not exist'),
    ]);
  });

  it('that are too few are named', async () => {
    const { warnings } = await requirementOf(await asked('few'), 'few');
    expect(warnings.join()).toContain('at most 2 people can give it');
  });

  it.each(['nested', 'circle'])(
    'in groups that are %s are counted',
    async type => {
      expect((await requirementOf(await asked(type), type)).warnings).toEqual(
        [],
      );
    },
  );

  it('who all have another duty are named, until one of them has it no more', async () => {
    const [rosa, rita] = [person('rosa-risk'), person('rita-risk')];
    const model = backend.addModel({ spec: { type: 'separated' } });
    await addReviewedVersion(model, '1', rita, rosa);
    const nobody =
      'Nobody can give it: user:default/rita-risk registered this version; user:default/rosa-risk opened a review of this version';
    expect(await requirementOf(model, 'separated')).toMatchObject({
      status: 'pending',
      reason: nobody,
      warnings: [],
    });
    const gate = await model.get('/gate?version=1&stage=production');
    expect(gate.body.reasons.join()).toContain(nobody);
    const { body } = await model.get('/possible-moves?version=1', rosa);
    const move = body.moves.find(
      (one: { stage: string }) => one.stage === 'production',
    );
    expect(move.missing).toMatchObject([{ reason: nobody }]);

    await addReviewedVersion(model, '2', rita);
    expect(await requirementOf(model, 'separated')).toMatchObject({
      reason: expect.stringContaining('Needs 1 more approval'),
    });
    await assign(model, { owner: RISK_OFFICE }, person('lea-lead')).expect(200);
    expect(await requirementOf(model, 'separated')).toMatchObject({
      reason: `Nobody can give it: 2 own it through ${RISK_OFFICE}`,
    });
  });

  it('who left are named, and what they approved counts', async () => {
    backend.catalog.add({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'rita-risk', namespace: 'default' },
      relations: [{ type: 'memberOf', targetRef: 'group:default/risk-office' }],
    });
    const model = await asked('half');
    await decide(model, person('rita-risk'), { requirement: 'half' }).expect(
      201,
    );
    backend.catalog.remove('user:default/rita-risk');
    expect(await requirementOf(model, 'half')).toMatchObject({
      status: 'approved',
      warnings: expect.arrayContaining([
        'user:default/rita-risk, who approved, is no longer in the catalog',
      ]),
    });
  });

  it('are asked with what the model is then, not what it was', async () => {
    const name = 'moving';
    const model = backend.addModel({ name, spec: { type: 'circle' } });
    await addReviewedVersion(model);
    await decide(model, person('cora-circle'), {
      requirement: 'circle',
    }).expect(201);
    expect(await requirementOf(model, 'circle')).toMatchObject({
      status: 'approved',
    });
    backend.addModel({
      name,
      spec: { type: 'circle', trainedOn: ['resource:default/other-data'] },
    });
    expect(await requirementOf(model, 'circle')).toMatchObject({
      status: 'pending',
      reason: expect.stringContaining('spec.trainedOn has changed since'),
    });
    await openReview(model).expect(201);
    await decide(model, person('cora-circle'), {
      requirement: 'circle',
    }).expect(201);
    expect(await requirementOf(model, 'circle')).toMatchObject({
      status: 'approved',
    });
  });
});
