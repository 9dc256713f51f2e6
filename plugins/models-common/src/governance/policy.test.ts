import { DEFAULT_LIFECYCLE } from '../lifecycle/stages';
import { modelsConfigSchema } from './policy';

const asked = {
  id: 'validation',
  title: 'Independent validation',
  stage: 'production',
  approvers: ['group:default/model-validation'],
};

const policy = {
  id: 'high-risk',
  title: 'High-risk models',
  match: { kind: 'Model', 'spec.riskTier': 'high' },
  requirements: [asked],
};

const governance = (parts: object) => ({
  governance: { policies: [{ ...policy, ...parts }] },
});

const requirements = (...parts: object[]) =>
  governance({ requirements: parts.map(part => ({ ...asked, ...part })) });

function problemsOf(config: unknown): Array<[string, string]> {
  const { error } = modelsConfigSchema.safeParse(config);
  return (error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ]);
}

const lifecycle = {
  stages: [
    { id: 'lab', title: 'Lab', kind: 'start' },
    { id: 'live', title: 'Live', kind: 'in-use' },
    { id: 'gone', title: 'Gone', kind: 'ended' },
  ],
};

const POLICY = 'governance.policies.0';
const REQUIREMENT = `${POLICY}.requirements.0`;

describe('the configuration', () => {
  it('governs nothing when it is empty', () => {
    expect(modelsConfigSchema.parse({})).toMatchObject({
      lifecycle: DEFAULT_LIFECYCLE,
      environments: [],
      governance: {
        policies: [],
        promotion: 'manual',
        board: [],
        checkpoints: { every: 'PT1H' },
      },
    });
  });

  it('asks for one approval and separates duties unless it says otherwise', () => {
    const parsed = modelsConfigSchema.parse(governance({}));

    expect(parsed.governance.policies[0].requirements[0]).toEqual({
      ...asked,
      minApprovals: 1,
      separationOfDuties: true,
      scope: 'version',
      evidence: [],
      waivableBy: [],
    });
  });

  it.each([
    ['model-validation', 'group:default/model-validation'],
    ['bank/model-validation', 'group:bank/model-validation'],
    ['Group:Default/Model-Validation', 'group:default/model-validation'],
    ['user:rosa-risk', 'user:default/rosa-risk'],
  ])('takes %s as an approver', (ref, approver) => {
    const parsed = modelsConfigSchema.parse(requirements({ approvers: [ref] }));

    expect(parsed.governance.policies[0].requirements[0].approvers).toEqual([
      approver,
    ]);
  });

  it.each<[string, unknown, string, RegExp]>([
    ['misspells a key', { enviroments: [] }, '', /enviroments/],
    [
      'misspells a key of a policy',
      governance({ matches: {} }),
      POLICY,
      /matches/,
    ],
    [
      'misspells a key of a requirement',
      requirements({ minApproval: 2 }),
      REQUIREMENT,
      /minApproval/,
    ],
    [
      'gives a policy no id',
      governance({ id: undefined }),
      `${POLICY}.id`,
      /string/,
    ],
    [
      'gives a policy an id with blanks',
      governance({ id: 'High risk' }),
      `${POLICY}.id`,
      /lower-case letters, digits or dashes/,
    ],
    [
      'gives a policy no title',
      governance({ title: ' ' }),
      `${POLICY}.title`,
      /must not be empty/,
    ],
    [
      'does not say what it matches',
      governance({ match: undefined }),
      `${POLICY}.match`,
      /write a filter predicate/,
    ],
    [
      'asks for nothing',
      governance({ requirements: [] }),
      `${POLICY}.requirements`,
      /ask for at least one sign-off/,
    ],
    [
      'asks before a stage that does not exist',
      requirements({ stage: 'live' }),
      `${REQUIREMENT}.stage`,
      /production/,
    ],
    [
      'names no approver',
      requirements({ approvers: [] }),
      `${REQUIREMENT}.approvers`,
      /name at least one group, user or role/,
    ],
    [
      'names a component as an approver',
      requirements({ approvers: ['component:default/x'] }),
      `${REQUIREMENT}.approvers.0`,
      /names no group, user or role; write e\.g\. group:default/,
    ],
    [
      'names nobody as an approver',
      requirements({ approvers: ['group:a', ''] }),
      `${REQUIREMENT}.approvers.1`,
      /names no group, user or role/,
    ],
    [
      'asks for no approval',
      requirements({ minApprovals: 0 }),
      `${REQUIREMENT}.minApprovals`,
      />=1/,
    ],
    [
      'asks for half an approval',
      requirements({ minApprovals: 1.5 }),
      `${REQUIREMENT}.minApprovals`,
      /int/,
    ],
    [
      'lets approvals last for words',
      requirements({ validFor: 'a year' }),
      `${REQUIREMENT}.validFor`,
      /P30D/,
    ],
    [
      'has a scope that does not exist',
      requirements({ scope: 'team' }),
      `${REQUIREMENT}.scope`,
      /version.*model/,
    ],
    [
      'asks for one piece of evidence twice',
      requirements({
        evidence: [
          { id: 'report', title: 'Report' },
          { id: 'report', title: 'Another' },
        ],
      }),
      `${REQUIREMENT}.evidence.1`,
      /evidence item 'report' is declared twice/,
    ],
    [
      'asks for evidence without a title',
      requirements({ evidence: [{ id: 'report' }] }),
      `${REQUIREMENT}.evidence.0.title`,
      /string/,
    ],
    [
      'lets a service waive',
      requirements({ waivableBy: ['component:default/x'] }),
      `${REQUIREMENT}.waivableBy.0`,
      /names no group, user or role/,
    ],
    [
      'enforces in a way that does not exist',
      { environments: [{ name: 'prod', enforcement: 'block' }] },
      'environments.0.enforcement',
      /prevent.*warn.*record/,
    ],
    [
      'promotes in a way that does not exist',
      { governance: { promotion: 'always' } },
      'governance.promotion',
      /automatic.*manual/,
    ],
    [
      'writes checkpoints never',
      { governance: { checkpoints: { every: 'PT0S' } } },
      'governance.checkpoints.every',
      /longer than nothing/,
    ],
    [
      'names an environment in capitals',
      { environments: [{ name: 'PROD' }] },
      'environments.0.name',
      /lower-case/,
    ],
    [
      'governs an environment by an unknown stage',
      { environments: [{ name: 'prod', stage: 'live' }] },
      'environments.0.stage',
      /production/,
    ],
    [
      'governs an environment by a stage of another lifecycle',
      { lifecycle, environments: [{ name: 'prod', stage: 'production' }] },
      'environments.0.stage',
      /no stage 'production' is configured; write one of lab, live, gone/,
    ],
    [
      'asks before the stage in which versions begin',
      requirements({ stage: 'development' }),
      `${REQUIREMENT}.stage`,
      /every version begins in development/,
    ],
    [
      'matches by a stage that does not exist',
      governance({ match: { 'spec.lifecycle': 'live' } }),
      `${POLICY}.match`,
      /'live' is none of development, validation/,
    ],
    [
      'has a broken lifecycle',
      {
        lifecycle: {
          stages: [
            { ...lifecycle.stages[0], id: 'Lab' },
            ...lifecycle.stages.slice(1),
          ],
        },
      },
      'lifecycle.stages.0.id',
      /must be the id of a stage/,
    ],
    [
      'declares an environment twice',
      { environments: [{ name: 'prod' }, { name: 'prod' }] },
      'environments.1',
      /environment 'prod' is declared twice/,
    ],
    [
      'declares a policy twice',
      { governance: { policies: [policy, policy] } },
      'governance.policies.1',
      /policy 'high-risk' is declared twice/,
    ],
    [
      'asks for one sign-off twice before one stage',
      requirements({}, { title: 'Again' }),
      `${POLICY}.requirements.1`,
      /requirement 'validation' before 'production' is declared twice/,
    ],
  ])('is refused with the place when it %s', (_, config, path, message) => {
    expect(problemsOf(config)).toEqual([
      [path, expect.stringMatching(message)],
    ]);
  });

  it('may ask for one sign-off before two stages', () => {
    expect(problemsOf(requirements({}, { stage: 'validation' }))).toEqual([]);
  });

  it('is told all its faults at once', () => {
    const problems = problemsOf(
      requirements({ stage: 'live', minApprovals: 0 }),
    );

    expect(problems.map(([path]) => path)).toEqual([
      `${REQUIREMENT}.minApprovals`,
      `${REQUIREMENT}.stage`,
    ]);
  });
});
