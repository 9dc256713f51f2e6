import { modelsConfigSchema } from '../governance/policy';
import { ownerAssignmentsRequestSchema } from './bulkSchemas';
import {
  ownerAssignmentRequestSchema,
  roleAssignmentRequestSchema,
} from './schemas';

const bulk = (body: object) =>
  ownerAssignmentsRequestSchema.safeParse({
    modelRefs: ['model:default/churn'],
    ...body,
  });

describe('a request about owners', () => {
  it('is read with normalised refs', () => {
    expect(
      ownerAssignmentRequestSchema.parse({ owner: 'Group:default/Credit' }),
    ).toEqual({ owner: 'group:default/credit' });
  });

  it.each(['credit', 'component:default/x', 'group:credit', '', 7])(
    'is refused when it names %s as owner, with an example',
    owner => {
      const { error } = ownerAssignmentRequestSchema.safeParse({ owner });
      expect(error?.issues[0].path).toEqual(['owner']);
    },
  );

  it('about many models says either whose they are to be or that they go back', () => {
    expect(bulk({ owner: 'group:default/credit' }).success).toBe(true);
    expect(bulk({ revert: true }).success).toBe(true);
    for (const body of [{}, { owner: 'group:default/credit', revert: true }]) {
      expect(bulk(body).error?.issues[0].message).toBe(
        'send either owner or revert',
      );
    }
  });

  it('about more than 200 models is refused', () => {
    const modelRefs = Array.from({ length: 201 }, (_, i) => `model:a/m${i}`);
    expect(bulk({ revert: true, modelRefs }).error?.issues[0].message).toBe(
      'name at most 200 models at once',
    );
  });

  it('about a role names people, not groups', () => {
    expect(
      roleAssignmentRequestSchema.safeParse({
        role: 'validator',
        people: ['group:default/credit'],
      }).error?.issues[0].message,
    ).toMatch(/name a user/);
  });
});

describe('the configuration of ownership', () => {
  it('keeps owners in the record and has three roles unless told otherwise', () => {
    const { ownership } = modelsConfigSchema.parse({});
    expect(ownership.assignment).toBe('record');
    expect(ownership.roles.map(({ id }) => id)).toEqual([
      'business-owner',
      'technical-owner',
      'validator',
    ]);
    expect(ownership.orphans).toEqual({ cron: '0 8 * * 1' });
  });

  it.each<[string, object]>([
    ["must be 'record' or 'yaml'", { assignment: 'both' }],
    [
      'give each role an id of its own',
      {
        roles: [
          { id: 'a', title: 'A' },
          { id: 'a', title: 'B' },
        ],
      },
    ],
    ['write a cron expression', { orphans: { cron: 'weekly' } }],
    ['write the entity ref of a group', { orphans: { notify: 'platform' } }],
  ])('is refused with “%s”', (message, ownership) => {
    const { error } = modelsConfigSchema.safeParse({ ownership });
    expect(error?.issues[0].message).toContain(message);
  });
});
