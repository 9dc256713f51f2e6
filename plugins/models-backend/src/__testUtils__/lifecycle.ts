import { JsonObject } from '@backstage/types';
import { TestCatalog } from './TestCatalog';
import { TestModel } from './TestModel';

/** A lifecycle with words of its own, and few moves. */
export const ownLifecycle = {
  stages: [
    { id: 'lab', title: 'Lab', kind: 'start' },
    { id: 'trial', title: 'Trial', kind: 'on-the-way' },
    { id: 'live', title: 'Live', kind: 'in-use' },
    { id: 'gone', title: 'Gone', kind: 'ended' },
  ],
  moves: [
    { from: 'lab', to: ['trial', 'gone'] },
    { from: 'trial', to: ['lab', 'live'] },
    { from: 'live', to: ['trial', 'gone'] },
  ],
} satisfies JsonObject;

/** Adds a component that serves a model, to the catalog and to the model. */
export function addServingComponent(
  catalog: TestCatalog,
  model: TestModel,
  component: { name: string; title?: string; owner?: string },
): string {
  const { name, title, owner } = component;
  const ref = `component:default/${name}`;
  catalog.add({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', ...(title && { title }) },
    spec: {},
    relations: [
      { type: 'serves', targetRef: model.modelRef },
      ...(owner ? [{ type: 'ownedBy', targetRef: owner }] : []),
    ],
  });
  catalog.relate(model.modelRef, { type: 'servedBy', targetRef: ref });
  return ref;
}
