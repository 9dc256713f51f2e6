import { Entity } from '@backstage/catalog-model';
import fc from 'fast-check';
import { changedFacts, modelFacts } from './facts';
import { ModelFacts } from './factsSchemas';

function facts(spec: Entity['spec'], namespace?: string): ModelFacts {
  return modelFacts({
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: { name: 'churn', ...(namespace && { namespace }) },
    spec,
  });
}

describe('the facts of a model', () => {
  it('are those that sign-offs rely on, and nothing else', () => {
    expect(
      facts({
        type: 'classification',
        lifecycle: 'production',
        owner: 'group:default/analytics',
        riskTier: 'high',
        intendedUse: 'Find customers who leave',
        trainedOn: ['contracts', 'resource:retail/Clicks'],
        baseModel: 'bert',
      }),
    ).toEqual({
      riskTier: 'high',
      intendedUse: 'Find customers who leave',
      trainedOn: ['resource:default/contracts', 'resource:retail/clicks'],
      baseModel: 'model:default/bert',
    });
  });

  it.each<[string, Entity['spec']]>([
    ['nothing is declared', undefined],
    ['the fields are empty', { intendedUse: ' ', trainedOn: [], riskTier: '' }],
    [
      'the fields are of another type',
      { riskTier: 3, intendedUse: null, trainedOn: 'contracts', baseModel: {} },
    ],
  ])('are none when %s', (_, spec) => {
    expect(facts(spec)).toEqual({ trainedOn: [] });
  });

  it('look for a ref without a namespace in that of the model', () => {
    expect(
      facts({ trainedOn: ['clicks'], baseModel: 'bert' }, 'retail'),
    ).toEqual({
      trainedOn: ['resource:retail/clicks'],
      baseModel: 'model:retail/bert',
    });
  });

  it('keep a ref that nobody can read, and half a character as a whole one', () => {
    expect(facts({ trainedOn: ['A:'], intendedUse: 'a\ud800b' })).toEqual({
      trainedOn: ['a:'],
      intendedUse: 'a\ufffdb',
    });
  });

  it.each<[string, Entity['spec']]>([
    ['the order of the data', { trainedOn: ['b', 'a'] }],
    ['data that is named twice', { trainedOn: ['a', 'b', 'a'] }],
    ['the way a ref is written', { trainedOn: ['Resource:default/A', 'b'] }],
  ])('do not depend on %s', (_, spec) => {
    expect(facts(spec)).toEqual(facts({ trainedOn: ['a', 'b'] }));
  });

  it('do not depend on how a text is wrapped into lines', () => {
    expect(facts({ intendedUse: 'Find customers\n  who leave\n' })).toEqual(
      facts({ intendedUse: 'Find customers who leave' }),
    );
  });
});

describe('what changed between two states of a model', () => {
  it('is named with what it was and is', () => {
    expect(
      changedFacts(
        { riskTier: 'limited', trainedOn: ['a'], intendedUse: 'Same' },
        { trainedOn: ['a', 'b'], intendedUse: 'Same', baseModel: 'c' },
      ),
    ).toEqual([
      { field: 'spec.riskTier', before: 'limited' },
      { field: 'spec.trainedOn', before: 'a', after: 'a, b' },
      { field: 'spec.baseModel', after: 'c' },
    ]);
  });

  it('is nothing but the data that was there before', () => {
    expect(changedFacts({ trainedOn: ['a'] }, { trainedOn: [] })).toEqual([
      { field: 'spec.trainedOn', before: 'a' },
    ]);
  });

  it('is nothing when they are the same, and the same seen from both sides', () => {
    const anyFacts: fc.Arbitrary<ModelFacts> = fc.record(
      {
        riskTier: fc.constantFrom('high', 'limited'),
        intendedUse: fc.constantFrom('a', 'b'),
        trainedOn: fc.subarray(['r:a', 'r:b']),
        baseModel: fc.constantFrom('m:a', 'm:b'),
      },
      { requiredKeys: ['trainedOn'] },
    );
    fc.assert(
      fc.property(anyFacts, anyFacts, (a, b) => {
        expect(
          changedFacts(a, { ...a, trainedOn: [...a.trainedOn].reverse() }),
        ).toEqual([]);
        expect(changedFacts(a, b).map(c => c.field)).toEqual(
          changedFacts(b, a).map(c => c.field),
        );
      }),
    );
  });
});
