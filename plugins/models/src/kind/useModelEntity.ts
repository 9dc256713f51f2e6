import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { ModelEntity } from '@modelry/backstage-plugin-models-common';

/** The model whose page this is, with its entity ref. */
export function useModelEntity(): { entity: ModelEntity; modelRef: string } {
  const { entity } = useEntity<ModelEntity>();
  return { entity, modelRef: stringifyEntityRef(entity) };
}
