import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ModelVisibility } from './ModelVisibility';

const ON_SOME = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'TEST', resourceType: 'catalog-entity', params: {} },
} as const;

function entity(kind: string, namespace: string, name: string) {
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind,
    metadata: { namespace, name },
  };
}

function setup(namespaces: number) {
  const entities = Array.from({ length: namespaces }, (_, i) => [
    entity('Model', `Team-${i}`, 'Churn'),
    entity('Component', `Team-${i}`, 'service'),
    ...(i === 0 ? [entity('Model', 'Team-0', 'price')] : []),
  ]).flat();
  return new ModelVisibility({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
    permissions: mockServices.permissions.mock({
      authorizeConditional: async queries => queries.map(() => ON_SOME),
    }),
    now: () => new Date(),
  });
}

describe('whoever may see models on a condition', () => {
  it.each([1, 3, 25])('sees those of %i namespaces', async namespaces => {
    const visible = await setup(namespaces).visibleRefs(mockCredentials.user());
    expect([...visible].sort()).toEqual(
      [
        ...Array.from(
          { length: namespaces },
          (_, i) => `model:team-${i}/churn`,
        ),
        'model:team-0/price',
      ].sort(),
    );
  });

  it('sees none when they are no person', async () => {
    expect(await setup(1).visibleRefs(mockCredentials.service())).toEqual(
      new Set(),
    );
  });
});
