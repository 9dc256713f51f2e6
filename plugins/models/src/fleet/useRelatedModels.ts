import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Loadable, modelsApiRef } from '../api';
import { aroundOf, withModelsAround } from './modelsAround';
import { RelatedModel, modelsRelatedTo } from './relatedModels';

/** The models that an entity is related to. */
export interface RelatedModels
  extends Pick<Loadable<RelatedModel[]>, 'data' | 'error' | 'retry'> {
  /** What an error kept from being asked, in words. */
  what: string;
}

/**
 * Finds the models that an entity is related to, by name.
 *
 * @remarks
 *
 * Beside those that name it, they are those of the systems of a domain, of the groups in
 * a group and of the groups of a user. When these cannot be found, those that name it
 * are there beside the error.
 */
export function useRelatedModels(entity: Entity): RelatedModels {
  const catalog = useApi(catalogApiRef);
  const { cache } = useApi(modelsApiRef);
  const around = aroundOf(entity);
  const isAlone = !around || around.refs.length === 0;
  const { data, error, refetch } = useQuery(
    {
      queryKey: [
        ...['models', 'around', stringifyEntityRef(entity)],
        ...(around?.refs ?? []),
      ],
      queryFn: async () => around?.find(catalog) ?? [],
      enabled: !isAlone,
      initialData: isAlone ? [] : undefined,
    },
    cache,
  );
  const related = useMemo(() => {
    const own = modelsRelatedTo(entity);
    if (data) {
      return withModelsAround(entity, data);
    }
    return error && own.length > 0 ? own : undefined;
  }, [entity, data, error]);
  return {
    ...{ data: related, what: around?.what ?? '' },
    error: error ?? undefined,
    retry: () => {
      refetch();
    },
  };
}
