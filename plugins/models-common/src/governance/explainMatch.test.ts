import { Entity } from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import { explainMatch } from './explainMatch';

const entity: Entity = {
  apiVersion: 'modelry.dev/v1alpha1',
  kind: 'Model',
  metadata: { name: 'churn', tags: ['credit', 'personal-data'] },
  spec: { type: 'classification', riskTier: 'high', system: 'lending' },
};

describe('why a policy applies', () => {
  it.each<[FilterPredicate, string[]]>([
    [{}, ['it applies to every model']],
    [{ kind: 'Model' }, ['it applies to every model']],
    [{ $all: [{ kind: 'model' }] }, ['it applies to every model']],
    [{ 'spec.riskTier': 'high' }, ['spec.riskTier is high']],
    [
      { kind: 'Model', 'spec.riskTier': 'high', 'spec.system': 'lending' },
      ['spec.riskTier is high', 'spec.system is lending'],
    ],
    [
      { 'spec.type': { $in: ['ranking', 'classification'] } },
      ['spec.type is one of ranking, classification'],
    ],
    [
      { 'spec.type': { $in: ['classification'] } },
      ['spec.type is classification'],
    ],
    [{ 'spec.system': { $exists: true } }, ['spec.system is set']],
    [{ 'spec.owner': { $exists: false } }, ['spec.owner is not set']],
    [
      { 'metadata.tags': { $contains: 'personal-data' } },
      ['metadata.tags contains personal-data'],
    ],
    [
      { 'metadata.name': { $hasPrefix: 'ch' } },
      ['metadata.name begins with ch'],
    ],
    [
      { $any: [{ 'spec.riskTier': 'limited' }, { 'spec.system': 'lending' }] },
      ['spec.system is lending'],
    ],
    [
      {
        $all: [
          { 'spec.riskTier': 'high' },
          { $any: [{ 'spec.riskTier': 'high' }, { 'spec.system': 'x' }] },
        ],
      },
      ['spec.riskTier is high'],
    ],
    [
      { $not: { 'spec.riskTier': 'minimal' } },
      ['it is not so that spec.riskTier is minimal'],
    ],
    [
      {
        $not: {
          $any: [
            { 'spec.riskTier': 'minimal', 'spec.type': 'ranking' },
            { $not: { 'spec.system': 'lending' } },
          ],
        },
      },
      [
        'it is not so that spec.riskTier is minimal and spec.type is ranking or not (spec.system is lending)',
      ],
    ],
  ])('because of %j is said in words', (match, because) => {
    expect(explainMatch(match, entity)).toEqual(because);
  });

  it('is not explained when it does not apply', () => {
    expect(explainMatch({ 'spec.riskTier': 'minimal' }, entity)).toEqual([]);
  });
});
