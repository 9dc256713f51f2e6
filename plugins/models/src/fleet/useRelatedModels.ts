import {
  Entity,
  RELATION_HAS_PART,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Loadable, modelsApiRef } from '../api';
import { byName, modelsRelatedTo, RelatedModel } from './relatedModels';

const EVERY_SYSTEM = { kind: 'system' };

/**
 * Finds the models that an entity is related to, by name.
 *
 * @remarks
 *
 * A domain has no models of its own: those of its systems are meant.
 */
export function useRelatedModels(
  entity: Entity,
): Pick<Loadable<RelatedModel[]>, 'data' | 'error' | 'retry'> {
  const ofDomain = useModelsOfDomain(entity);
  const own = useMemo(() => modelsRelatedTo(entity), [entity]);
  return isDomain(entity) ? ofDomain : { ...ofDomain, data: own };
}

function useModelsOfDomain(entity: Entity) {
  const catalog = useApi(catalogApiRef);
  const { cache } = useApi(modelsApiRef);
  const systems = isDomain(entity)
    ? getEntityRelations(entity, RELATION_HAS_PART, EVERY_SYSTEM).map(system =>
        stringifyEntityRef(system),
      )
    : [];
  const query = useQuery(
    {
      queryKey: ['models', 'of-systems', systems],
      queryFn: async () => {
        const { items } = await catalog.getEntities({
          filter: { kind: 'model', [`relations.${RELATION_PART_OF}`]: systems },
          fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
        });
        return items.map(toModelOfSystem).sort(byName);
      },
      enabled: systems.length > 0,
      initialData: systems.length > 0 ? undefined : [],
    },
    cache,
  );
  return {
    data: query.data,
    error: query.error ?? undefined,
    retry: () => {
      query.refetch();
    },
  };
}

function toModelOfSystem(model: Entity): RelatedModel {
  const [system] = getEntityRelations(model, RELATION_PART_OF, EVERY_SYSTEM);
  return {
    modelRef: stringifyEntityRef(model),
    relation: 'Part of',
    ...(system && { relatedBy: stringifyEntityRef(system) }),
  };
}

function isDomain(entity: Entity): boolean {
  return entity.kind.toLocaleLowerCase('en-US') === 'domain';
}
