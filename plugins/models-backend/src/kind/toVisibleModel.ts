import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  ModelEntity,
  isModelEntity,
} from '@modelry/backstage-plugin-models-common';

/** A model that the caller may see. */
export interface VisibleModel {
  modelRef: string;
  entity: ModelEntity;
  /** Entity ref of the owner. */
  owner?: string;
}

/** Reads an entity of the catalog; nothing when it is no model. */
export function toVisibleModel(entity: Entity): VisibleModel | undefined {
  if (!isModelEntity(entity)) {
    return undefined;
  }
  const owner = entity.relations?.find(
    relation => relation.type === RELATION_OWNED_BY,
  )?.targetRef;
  return {
    modelRef: stringifyEntityRef(entity),
    entity,
    ...(owner && { owner }),
  };
}
