import { modelsConfigSchema } from './policy';
import { entitledRefs, entitledThrough, roleOfApprover } from './roles';

const VERA = 'user:default/vera-validator';
const ROSA = 'user:default/rosa-risk';
const GROUP = 'group:default/risk-office';

function configOf(named: object, ownership?: object) {
  return {
    ...(ownership && { ownership }),
    governance: {
      policies: [
        {
          id: 'high-risk',
          title: 'High risk',
          match: {},
          requirements: [
            {
              id: 'validation',
              title: 'Validation',
              stage: 'production',
              approvers: [GROUP],
              ...named,
            },
          ],
        },
      ],
    },
  };
}

describe('a role that a policy names', () => {
  it('is kept as it is written, beside groups that are completed', () => {
    const { governance } = modelsConfigSchema.parse(
      configOf({ approvers: ['role:validator', 'risk-office'] }),
    );
    expect(governance.policies[0].requirements[0].approvers).toEqual([
      'role:validator',
      GROUP,
    ]);
  });

  it.each([
    [
      'does not exist',
      configOf({ approvers: [GROUP, 'role:boss'] }),
      'approvers.1',
      /no role 'boss'; it can be business-owner, technical-owner, validator/,
    ],
    [
      'does not exist and is to waive',
      configOf({ waivableBy: ['role:boss'] }),
      'waivableBy.0',
      /no role 'boss'/,
    ],
    [
      'is not configured, as there are none',
      configOf({ approvers: ['role:validator'] }, { roles: [] }),
      'approvers.0',
      /it can be none: models.ownership.roles is empty/,
    ],
    [
      'has a namespace',
      configOf({ approvers: ['role:default/validator'] }),
      'approvers.0',
      /names no group, user or role; write e.g. .* or role:validator/,
    ],
  ])('is refused when it %s', (_, config, place, message) => {
    const { error } = modelsConfigSchema.safeParse(config);
    expect(
      error?.issues.map(issue => [issue.path.join('.'), issue.message]),
    ).toEqual([
      [
        `governance.policies.0.requirements.0.${place}`,
        expect.stringMatching(message),
      ],
    ]);
  });

  it('entitles those who hold it, each once, beside groups and users', () => {
    const entitlement = {
      named: [GROUP, 'role:validator', VERA],
      roleHolders: new Map([
        [
          'validator',
          [
            { person: VERA, by: ROSA },
            { person: ROSA, by: ROSA },
          ],
        ],
      ]),
    };
    const separated = { ...entitlement, separationOfDuties: true };
    expect(entitledRefs(separated)).toEqual([GROUP, VERA]);
    expect(entitledRefs({ ...separated, separationOfDuties: false })).toEqual([
      ...[GROUP, VERA, ROSA],
    ]);
    expect(entitledThrough(separated, new Set([VERA]))).toBe('role:validator');
    expect(entitledThrough(separated, new Set([ROSA]))).toBeUndefined();
    expect(entitledThrough(separated, new Set([ROSA, GROUP]))).toBe(GROUP);
  });

  it('is told from groups and users', () => {
    expect(roleOfApprover('role:validator')).toBe('validator');
    expect(roleOfApprover(GROUP)).toBeUndefined();
  });
});
