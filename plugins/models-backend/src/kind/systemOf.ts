import { RELATION_PART_OF, parseEntityRef } from '@backstage/catalog-model';
import { VisibleModel } from './toVisibleModel';

/** Entity ref of the system that a model is part of. */
export function systemOf({ entity }: VisibleModel): string | undefined {
  return entity.relations?.find(
    ({ type, targetRef }) =>
      type === RELATION_PART_OF &&
      parseEntityRef(targetRef).kind.toLocaleLowerCase('en-US') === 'system',
  )?.targetRef;
}
