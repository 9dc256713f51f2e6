import fc from 'fast-check';
import { modelRefSchema, parseModelRef, toModelRef } from './modelRef';

describe('the ref of a model', () => {
  it.each([
    ['model:default/churn', 'default', 'churn'],
    ['Model:Retail/Churn', 'Retail', 'Churn'],
    ['model:churn', 'default', 'churn'],
    ['retail/churn', 'retail', 'churn'],
    ['churn', 'default', 'churn'],
  ])('is understood as %s', (ref, namespace, name) => {
    expect(parseModelRef(ref)).toMatchObject({ namespace, name });
  });

  it.each([
    ['', 'is no entity ref'],
    ['model:', 'is no entity ref'],
    ['model:default/', 'is no entity ref'],
    ['component:default/churn', "is of kind 'component'"],
  ])('is refused as "%s" with how to write it', (ref, why) => {
    expect(() => parseModelRef(ref)).toThrow(why);
    expect(() => parseModelRef(ref)).toThrow('model:namespace/name');
  });

  it('is written in lower case', () => {
    expect(toModelRef({ namespace: 'Retail', name: 'Churn' })).toBe(
      'model:retail/churn',
    );
  });

  it('means the same model after being written and read', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,63}$/);
    fc.assert(
      fc.property(word, word, (namespace, name) => {
        const ref = toModelRef({ namespace, name });

        expect(parseModelRef(ref)).toMatchObject({ namespace, name });
        expect(modelRefSchema.parse(ref)).toBe(ref);
      }),
    );
  });
});

describe('the ref of a model in a request', () => {
  it('is compared without regard to case', () => {
    expect(modelRefSchema.parse('Model:Default/Churn')).toBe(
      'model:default/churn',
    );
  });

  it.each([
    'churn',
    'model:churn',
    'component:default/churn',
    'model:default/churn/extra',
    'model:default/two words',
    `model:default/${'x'.repeat(400)}`,
  ])('is refused as %s', ref => {
    expect(modelRefSchema.safeParse(ref).success).toBe(false);
  });
});
