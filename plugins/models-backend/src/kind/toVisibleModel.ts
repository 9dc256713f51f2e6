import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { withStorableText } from './storableEntity';
import {
  ANNOTATION_DECLARED_OWNER,
  ModelEntity,
  declaredOwner,
  isModelEntity,
} from '@modelry/backstage-plugin-models-common';

/** A model that the caller may see. */
export interface VisibleModel {
  modelRef: string;
  entity: ModelEntity;
  /** Entity ref of the owner. */
  owner?: string;
  /** Entity ref of whom the author declares, whatever the record lays over. */
  declaredOwner?: string;
}

/** Reads an entity of the catalog; nothing when it is no model. */
export function toVisibleModel(found: Entity): VisibleModel | undefined {
  const entity = withStorableText(found);
  if (!isModelEntity(entity)) {
    return undefined;
  }
  const owner = entity.relations?.find(
    relation => relation.type === RELATION_OWNED_BY,
  )?.targetRef;
  const isOverlaid =
    entity.metadata.annotations?.[ANNOTATION_DECLARED_OWNER] !== undefined;
  const declared = isOverlaid ? declaredOwner(entity) : owner;
  return {
    modelRef: stringifyEntityRef(entity),
    entity,
    ...(owner && { owner }),
    ...(declared && { declaredOwner: declared }),
  };
}
