import { entityNameOf } from './entityName';

describe('the name of an entity', () => {
  it.each([
    ['churn', 'churn'],
    ['credit_risk.v2', 'credit_risk.v2'],
    ['Churn', /^churn-[0-9a-f]{8}$/],
    ['Kündigung im März', /^kundigung-im-marz-[0-9a-f]{8}$/],
    ['main.ml.churn model', /^main-ml-churn-model-[0-9a-f]{8}$/],
    ['解約予測', /^model-[0-9a-f]{8}$/],
    ['x'.repeat(64), /^x{54}-[0-9a-f]{8}$/],
  ])('of %s is readable, and valid', (name, expected) => {
    expect(entityNameOf(name)).toMatch(
      typeof expected === 'string' ? new RegExp(`^${expected}$`) : expected,
    );
    expect(entityNameOf(name).length).toBeLessThanOrEqual(63);
  });

  it('differs where the catalog would see no difference', () => {
    const names = ['churn', 'Churn', 'CHURN', 'churn ', 'chürn'];
    expect(new Set(names.map(entityNameOf)).size).toBe(names.length);
  });
});
