import { Entity } from '@backstage/catalog-model';

/** An entity of a built-in kind. */
export function entity(
  kind: string,
  name: string,
  spec: Record<string, unknown>,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name },
    spec: JSON.parse(JSON.stringify(spec)),
  };
}

const smallModel = { type: 'embedding', lifecycle: 'development' };

/** A model with only what is required, and the given spec over it. */
export function model(name: string, spec: Record<string, unknown>): Entity {
  return {
    ...entity('Model', name, { ...smallModel, ...spec }),
    apiVersion: 'modelry.dev/v1alpha1',
  };
}
