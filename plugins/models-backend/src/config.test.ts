import { JsonObject } from '@backstage/types';
import { startModelsBackend } from './__testUtils__/startModelsBackend';
import { testDatabases } from './__testUtils__/testDatabases';

jest.setTimeout(60_000);

const databases = testDatabases();

const requirement = {
  id: 'validation',
  title: 'Validation',
  stage: 'production',
  approvers: ['group:default/model-validation'],
};
const policy = {
  id: 'high-risk',
  title: 'High risk',
  match: { 'spec.riskTier': 'high' },
  requirements: [requirement],
};

function policies(...changed: object[]) {
  return { governance: { policies: changed } };
}

function requirements(...changed: object[]) {
  return policies({ ...policy, requirements: changed });
}

const POLICY = 'models.governance.policies[0]';
const REQUIREMENT = `${POLICY}.requirements[0]`;

async function start(config: object | undefined) {
  return startModelsBackend({
    knex: await databases.init('SQLITE_3'),
    config: config as JsonObject | undefined,
  });
}

describe('the configuration', () => {
  it.each([
    ['nothing', undefined],
    ['an empty section', {}],
    ['no policies', { governance: {} }],
    ['an empty list', { environments: [], governance: { policies: [] } }],
  ])('works with %s', async (_, config) => {
    const backend = await start(config);
    const { governance } = await backend.addHighRiskModel().overview();
    expect(governance).toEqual({
      ...{ status: 'not-required', requirements: [], unsanctioned: [] },
      reviews: [],
    });
  });

  it('takes what a policy leaves out as the documentation says', async () => {
    const backend = await start(policies(policy));
    const { governance } = await backend.addHighRiskModel().overview();
    expect(governance.requirements).toMatchObject([
      {
        ...{ minApprovals: 1, separationOfDuties: true, status: 'missing' },
        ...{ scope: 'version', evidence: [], waivableBy: [] },
      },
    ]);
    expect(governance.requirements[0]).not.toHaveProperty('validFor');
  });

  it('takes an approver without a kind for a group', async () => {
    const approvers = ['Model-Validation', 'user:vera-validator'];
    const backend = await start(requirements({ ...requirement, approvers }));
    const { governance } = await backend.addHighRiskModel().overview();
    expect(governance.requirements[0].approvers).toEqual([
      'group:default/model-validation',
      'user:default/vera-validator',
    ]);
  });

  it.each([
    [{ policies: [] }, 'models: Unrecognized key: "policies"'],
    [{ governance: [] }, 'models.governance: '],
    [{ governance: { policies: {} } }, 'models.governance.policies: '],
    [
      { environments: [{ name: 'Production' }] },
      'models.environments[0].name: must be 1 to 63 lower-case letters',
    ],
    [
      { environments: [{ name: 'prod', stage: 'live' }] },
      'models.environments[0].stage: ',
    ],
    [
      { environments: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
      "models.environments[2]: environment 'a' is declared twice",
    ],
    [
      policies(policy, policy),
      "models.governance.policies[1]: policy 'high-risk' is declared twice",
    ],
    [policies({ ...policy, id: 'High risk' }), `${POLICY}.id: must be 1 to 63`],
    [policies({ ...policy, id: undefined }), `${POLICY}.id: `],
    [policies({ ...policy, title: '' }), `${POLICY}.title: must not be empty`],
    [policies({ ...policy, match: undefined }), `${POLICY}.match: `],
    [policies({ ...policy, match: 'high' }), `${POLICY}.match`],
    [
      policies({ ...policy, match: { 'spec.riskTier': { $is: 'high' } } }),
      `${POLICY}.match`,
    ],
    [policies({ ...policy, matches: {} }), `${POLICY}: Unrecognized key`],
    [requirements(), `${POLICY}.requirements: ask for at least one sign-off`],
    [requirements({ ...requirement, stage: 'prod' }), `${REQUIREMENT}.stage: `],
    [
      requirements({ ...requirement, approvers: [] }),
      `${REQUIREMENT}.approvers: name at least one group, user or role`,
    ],
    [
      requirements({ ...requirement, approvers: ['component:default/a'] }),
      `${REQUIREMENT}.approvers[0]: 'component:default/a' names no group, user or role`,
    ],
    [
      requirements({ ...requirement, approvers: 'group:default/a' }),
      `${REQUIREMENT}.approvers: `,
    ],
    [
      requirements({ ...requirement, minApprovals: 0 }),
      `${REQUIREMENT}.minApprovals: `,
    ],
    [
      requirements({ ...requirement, minApprovals: '2' }),
      `${REQUIREMENT}.minApprovals: `,
    ],
    [
      requirements({ ...requirement, validFor: '1 year' }),
      `${REQUIREMENT}.validFor: write a duration as ISO 8601, e.g. P30D`,
    ],
    [
      requirements({ ...requirement, validFor: 'P99999999999999999999Y' }),
      `${REQUIREMENT}.validFor: must be longer than nothing and at most ten years`,
    ],
    [
      requirements({ ...requirement, evidences: [] }),
      `${REQUIREMENT}: Unrecognized key: "evidences"`,
    ],
    [
      requirements({ ...requirement, evidence: [{ id: 'Report' }] }),
      `${REQUIREMENT}.evidence[0].id: must be 1 to 63`,
    ],
    [
      requirements({
        ...requirement,
        evidence: Array(2).fill({ id: 'report', title: 'Report' }),
      }),
      `${REQUIREMENT}.evidence[1]: evidence item 'report' is declared twice`,
    ],
    [requirements({ ...requirement, scope: 'all' }), `${REQUIREMENT}.scope: `],
    [
      requirements({ ...requirement, waivableBy: ['model:default/a'] }),
      `${REQUIREMENT}.waivableBy[0]: 'model:default/a' names no group, user or role`,
    ],
    [
      requirements({ ...requirement, approvers: ['role:boss'] }),
      `${REQUIREMENT}.approvers[0]: there is no role 'boss'; it can be business-owner, technical-owner, validator`,
    ],
    [
      { governance: { board: ['role:validator'] } },
      "models.governance.board[0]: 'role:validator' names no group or user",
    ],
    [
      { environments: [{ name: 'prod', enforcement: 'block' }] },
      'models.environments[0].enforcement: ',
    ],
    [
      { governance: { promotion: 'sometimes' } },
      'models.governance.promotion: ',
    ],
    [
      { governance: { board: ['api:default/a'] } },
      "models.governance.board[0]: 'api:default/a' names no group or user",
    ],
    [
      { governance: { checkpoints: { every: 'hourly' } } },
      'models.governance.checkpoints.every: write a duration',
    ],
    [
      policies(policy, {
        ...policy,
        id: 'other',
        requirements: [{ ...requirement, approvers: ['group:default/other'] }],
      }),
      "requirements[0].approvers: the policy 'high-risk' asks others",
    ],
    [
      policies({ ...policy, match: { 'spec.riskTier': 'hihg' } }),
      `${POLICY}.match: write a filter predicate`,
    ],
    [
      policies({ ...policy, match: { 'spec.risktier': 'high' } }),
      'write spec.riskTier',
    ],
    [
      requirements(requirement, requirement),
      `${POLICY}.requirements[1]: requirement 'validation' before 'production'`,
    ],
  ])('stops the start when it is %j', async (config, problem) => {
    await expect(start(config)).rejects.toThrow(problem);
  });

  it.each([
    [[], true],
    [[{ name: 'lab', stage: 'validation' }], true],
    [[{ name: 'live', stage: 'production' }], false],
  ])('with the environments %j warns: %s', async (environments, warns) => {
    const { logger } = await start({ environments, ...policies(policy) });
    const warnings = logger.warn.mock.calls.map(([text]) => text).join();
    expect(warnings.includes("before 'production', but no environment")).toBe(
      warns,
    );
  });

  it('names everything that is wrong at once', async () => {
    const starting = start(
      requirements(
        { ...requirement, stage: 'prod' },
        { ...requirement, approvers: [] },
      ),
    );
    await expect(starting).rejects.toThrow(
      /requirements\[1\]\.approvers: [^]*requirements\[0\]\.stage: /,
    );
  });
});
