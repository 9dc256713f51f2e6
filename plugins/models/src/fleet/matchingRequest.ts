import {
  DefaultEntityFilters,
  EntityFilter,
} from '@backstage/plugin-catalog-react';

type Condition = string | symbol | Array<string | symbol>;

/** What to ask the catalog for to get all that the filters of a list let through. */
export function matchingRequest(filters: DefaultEntityFilters): {
  filter: Record<string, Condition>;
  fullTextFilter?: { term: string; fields?: string[] };
} {
  const set: EntityFilter[] = Object.values(filters).flatMap(
    filter => filter ?? [],
  );
  const filter: Record<string, Condition> = Object.assign(
    {},
    ...set.map(each => each.getCatalogFilters?.() ?? {}),
  );
  const fullTextFilter = filters.text?.getFullTextFilters();
  return {
    filter,
    ...(fullTextFilter?.term && { fullTextFilter }),
  };
}
