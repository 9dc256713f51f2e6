import { orphanProblem, suggestOwners } from './orphans';

const facts = new Map([
  ['group:default/credit', { people: 3 }],
  ['group:default/data', { people: 1 }],
  ['group:default/left', { people: 0 }],
  ['user:default/ada', { people: 1 }],
]);

describe('orphanProblem', () => {
  it.each([
    [undefined, 'no-owner'],
    ['group:default/gone', 'owner-unknown'],
    ['group:default/left', 'owner-without-people'],
    ['group:default/credit', undefined],
    ['user:default/ada', undefined],
  ])('of a model owned by %s is %s', (owner, problem) => {
    expect(orphanProblem({ owner, facts })).toBe(problem);
  });
});

describe('suggestOwners', () => {
  const relations = [
    { type: 'derivedFrom', targetRef: 'model:default/base' },
    { type: 'trainedOn', targetRef: 'resource:default/loans' },
    { type: 'partOf', targetRef: 'system:default/lending' },
    { type: 'servedBy', targetRef: 'component:default/decisions' },
    { type: 'dependsOn', targetRef: 'component:default/features' },
  ];

  it('names whoever owns what serves it first, and each with every reason', () => {
    const owners = new Map([
      ['component:default/decisions', 'group:default/credit'],
      ['system:default/lending', 'group:default/credit'],
      ['resource:default/loans', 'group:default/data'],
      ['component:default/features', 'user:default/ada'],
    ]);
    expect(suggestOwners({ relations, owners, facts })).toEqual([
      {
        owner: 'group:default/credit',
        because: [
          'owns component:default/decisions, which serves it',
          'owns system:default/lending, which it is part of',
        ],
      },
      {
        owner: 'group:default/data',
        because: ['owns resource:default/loans, which it was trained on'],
      },
    ]);
  });

  it('names whoever trained it before those who own its data', () => {
    expect(
      suggestOwners({
        ...{ relations, facts },
        owners: new Map([['resource:default/loans', 'group:default/data']]),
        training: { owner: 'user:default/ada', version: '7' },
      }).map(({ owner, because: [first] }) => [owner, first]),
    ).toEqual([
      ['user:default/ada', 'trained version 7'],
      [
        'group:default/data',
        'owns resource:default/loans, which it was trained on',
      ],
    ]);
  });

  it('names nobody who could not answer for it either', () => {
    const owners = new Map([
      ['component:default/decisions', 'group:default/left'],
      ['system:default/lending', 'group:default/gone'],
    ]);
    const training = { owner: 'user:default/left', version: '7' };
    expect(suggestOwners({ relations, owners, training, facts })).toEqual([]);
  });
});
