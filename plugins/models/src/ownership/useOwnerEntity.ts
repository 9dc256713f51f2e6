import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { Loadable, modelsApiRef } from '../api';
import { toLoadable } from '../api/Loadable';

/** What the catalog knows about an owner; nothing when it does not know them. */
export interface OwnerEntity {
  entity?: Entity;
}

/** Loads the group or user that owns a model. */
export function useOwnerEntity(ownerRef: string): Loadable<OwnerEntity> {
  const catalog = useApi(catalogApiRef);
  const { cache } = useApi(modelsApiRef);
  const query = useQuery(
    {
      queryKey: ['models', 'owner', ownerRef],
      queryFn: async (): Promise<OwnerEntity> => ({
        entity: await catalog.getEntityByRef(ownerRef),
      }),
      staleTime: 60_000,
    },
    cache,
  );
  return toLoadable(query);
}
