import { evaluateFilterPredicate } from '@backstage/filter-predicates';
import { matchSchema } from './match';

const model = {
  kind: 'Model',
  metadata: { tags: ['credit'] },
  spec: { riskTier: 'high', type: 'ranking' },
};

describe('what a policy matches', () => {
  it.each<[string, unknown]>([
    ['everything', {}],
    ['a field', { 'spec.riskTier': 'high' }],
    [
      'a field among others',
      { 'spec.type': { $in: ['ranking', 'embedding'] } },
    ],
    ['a field that exists', { 'spec.riskTier': { $exists: true } }],
    ['the beginning of a field', { 'spec.type': { $hasPrefix: 'rank' } }],
    ['an item of a list', { 'metadata.tags': { $contains: 'credit' } }],
    [
      'predicates around predicates',
      {
        $all: [
          { kind: 'Model' },
          { $any: [{ 'spec.type': 'x' }, { $not: { 'spec.type': 'y' } }] },
        ],
      },
    ],
  ])('can be %s', (_, match) => {
    expect(evaluateFilterPredicate(matchSchema.parse(match), model)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a bare value, which no entity equals', 'high'],
    ['a list', [{ kind: 'Model' }]],
    ['a bare value among predicates', { $any: ['high', 'limited'] }],
    ['a bare value that is negated', { $not: 'high' }],
    ['none of no predicates', { $any: [] }],
    ['all of no predicates', { $all: [] }],
    ['a nested object instead of a path', { spec: { riskTier: 'high' } }],
    ['an unknown operator', { 'spec.riskTier': { $like: 'high' } }],
    ['an unknown operator around it', { $none: [{ kind: 'Model' }] }],
    [
      'two operators of which one would be ignored',
      { 'spec.type': { $exists: true, $in: ['ranking'] } },
    ],
    ['an operator beside fields', { kind: 'Model', $not: { kind: 'Model' } }],
    ['a negation of everything', { $not: {} }],
    ['one of no values', { 'spec.riskTier': { $in: [] } }],
    ['another kind', { kind: 'Component' }],
    ['a field without spec', { riskTier: 'high' }],
    ['a field in another case', { 'spec.risktier': 'high' }],
    ['a value that the kind does not know', { 'spec.riskTier': 'hihg' }],
    ['a list compared with one item', { 'metadata.tags': 'personal-data' }],
  ])('is refused with how to write it when it is %s', (_, match) => {
    const { error } = matchSchema.safeParse(match);

    expect(error?.issues).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(
          'write a filter predicate over the entity, e.g. { spec.riskTier: high }',
        ),
      }),
    ]);
  });
});
