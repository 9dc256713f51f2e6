import { Entity } from '@backstage/catalog-model';
import { fieldsThatName, modelsRelatedTo } from './relatedModels';

function entityWith(
  kind: string,
  ...relations: Array<[type: string, targetRef: string]>
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'here' },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

describe('modelsRelatedTo', () => {
  it.each([
    ['Component', 'serves', 'Served by this component'],
    ['API', 'serves', 'Served by this API'],
    ['Component', 'dependencyOf', 'Depends on this component'],
    ['Resource', 'trainingDataFor', 'Trained on this resource'],
    ['Resource', 'dependencyOf', 'Depends on this resource'],
    ['System', 'hasPart', 'Part of this system'],
    ['Group', 'ownerOf', 'Owned by this group'],
    ['User', 'ownerOf', 'Owned by this user'],
  ])('puts what a %s %s into words', (kind, relation, words) => {
    expect(
      modelsRelatedTo(entityWith(kind, [relation, 'model:default/churn'])),
    ).toEqual([{ modelRef: 'model:default/churn', relation: words }]);
  });

  it('names a model once, with all that relates it', () => {
    expect(
      modelsRelatedTo(
        entityWith(
          'Component',
          ['dependencyOf', 'model:default/churn'],
          ['serves', 'model:default/churn'],
        ),
      ),
    ).toEqual([
      {
        modelRef: 'model:default/churn',
        relation: 'Served by and depends on this component',
      },
    ]);
  });

  it('orders by name, and leaves out what is no model', () => {
    expect(
      modelsRelatedTo(
        entityWith(
          'System',
          ['hasPart', 'model:default/b'],
          ['hasPart', 'component:default/a'],
          ['hasPart', 'model:default/a'],
        ),
      ).map(({ modelRef }) => modelRef),
    ).toEqual(['model:default/a', 'model:default/b']);
  });

  it('leaves out relations that say nothing about the entity', () => {
    expect(
      modelsRelatedTo(entityWith('Component', ['knows', 'model:default/a'])),
    ).toEqual([]);
  });
});

describe('fieldsThatName', () => {
  it('tells where a model names an entity of the kind', () => {
    expect(fieldsThatName('Component')).toEqual(['servedBy', 'dependsOn']);
    expect(fieldsThatName('resource')).toEqual(['dependsOn', 'trainedOn']);
    expect(fieldsThatName('Group')).toEqual(['owner']);
    expect(fieldsThatName('Domain')).toEqual([]);
  });
});
