import { isModelEntity } from './ModelEntity';

const entity = (apiVersion: string, kind: string) => ({
  apiVersion,
  kind,
  metadata: { name: 'churn' },
});

describe('an entity of the catalog', () => {
  it.each([
    ['modelry.dev/v1alpha1', 'Model'],
    ['modelry.dev/v1alpha1', 'model'],
    ['modelry.dev/v2', 'Model'],
  ])('is a model as %s %s', (apiVersion, kind) => {
    expect(isModelEntity(entity(apiVersion, kind))).toBe(true);
  });

  it.each([
    ['backstage.io/v1alpha1', 'Component'],
    ['modelry.dev/v1alpha1', 'Component'],
    ['mlops.seldon.io/v1alpha1', 'Model'],
    ['modelry.development/v1', 'Model'],
  ])('is no model of ours as %s %s', (apiVersion, kind) => {
    expect(isModelEntity(entity(apiVersion, kind))).toBe(false);
  });
});
