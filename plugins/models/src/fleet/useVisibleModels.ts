import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntityList } from '@backstage/plugin-catalog-react';
import { isModelEntity } from '@modelry/backstage-plugin-models-common';
import { useMemo } from 'react';

/** The entity refs of the models that the list around shows right now. */
export function useVisibleModels(): string[] {
  const { entities } = useEntityList();
  return useMemo(
    () =>
      entities.filter(isModelEntity).map(entity => stringifyEntityRef(entity)),
    [entities],
  );
}
