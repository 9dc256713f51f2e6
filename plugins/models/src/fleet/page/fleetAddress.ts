import {
  FLEET_FACETS,
  FLEET_SORTS,
  FleetFacet,
  FleetFilter,
  FleetSort,
  fleetFilterSchema,
} from '@modelry/backstage-plugin-models-common';

/** How many models a page of the list can show. */
export const PAGE_SIZES = [25, 50, 100] as const;

/** Which models are listed, and how. */
export interface FleetAddress {
  filter: FleetFilter;
  sort: FleetSort;
  order: 'asc' | 'desc';
  limit: number;
  /** Where the page starts; at the beginning when left out. */
  cursor?: string;
}

const [DEFAULT_LIMIT] = PAGE_SIZES;
const LONGEST_TEXT = 200;
const MOST_CHOSEN = 50;
const SWITCHES = ['mine', 'unsanctioned'] as const;

/** A filter that lets all models through. */
export const NO_FILTER: FleetFilter = fleetFilterSchema.parse({});

/**
 * Reads from the query of an address which models to list.
 *
 * @remarks
 *
 * What somebody wrote there and no filter knows is left out.
 */
export function readAddress(params: URLSearchParams): FleetAddress {
  const text = params.get('text')?.trim().slice(0, LONGEST_TEXT);
  const cursor = params.get('cursor');
  return {
    filter: fleetFilterSchema.parse({
      ...(text && { text }),
      ...Object.fromEntries(
        SWITCHES.filter(name => params.get(name) === 'true').map(name => [
          name,
          'true',
        ]),
      ),
      ...Object.fromEntries(
        FLEET_FACETS.flatMap(facet => {
          const values = knownValues(facet, params.getAll(facet));
          return values.length > 0 ? [[facet, values]] : [];
        }),
      ),
    }),
    sort: FLEET_SORTS.find(sort => sort === params.get('sort')) ?? 'title',
    order: params.get('order') === 'desc' ? 'desc' : 'asc',
    limit:
      PAGE_SIZES.find(size => String(size) === params.get('limit')) ??
      DEFAULT_LIMIT,
    ...(cursor && { cursor }),
  };
}

/** Writes which models to list as the query of an address; what is usual is left out. */
export function writeAddress(address: FleetAddress): URLSearchParams {
  const { filter, sort, order, limit, cursor } = address;
  const params = new URLSearchParams();
  const add = (name: string, value: string | undefined) =>
    value && params.append(name, value);
  add('text', filter.text);
  SWITCHES.forEach(name => filter[name] === 'true' && add(name, 'true'));
  for (const facet of FLEET_FACETS) {
    filter[facet].forEach(value => add(facet, value));
  }
  if (sort !== 'title' || order !== 'asc') {
    add('sort', sort);
    add('order', order);
  }
  add('limit', limit === DEFAULT_LIMIT ? undefined : String(limit));
  add('cursor', cursor);
  return params;
}

/** Whether two filters let the same models through. */
export function isSameFilter(one: FleetFilter, other: FleetFilter): boolean {
  return canonical(one) === canonical(other);
}

/** Chooses other values of one facet. */
export function withValues(
  filter: FleetFilter,
  facet: FleetFacet,
  values: readonly string[],
): FleetFilter {
  return fleetFilterSchema.parse({
    ...filter,
    [facet]: knownValues(facet, values),
  });
}

function knownValues(facet: FleetFacet, values: readonly string[]): string[] {
  return values
    .filter(value => fleetFilterSchema.shape[facet].safeParse(value).success)
    .slice(0, MOST_CHOSEN);
}

function canonical(filter: FleetFilter): string {
  return JSON.stringify([
    filter.text ?? '',
    ...SWITCHES.map(name => filter[name] === 'true'),
    ...FLEET_FACETS.map(facet => [...filter[facet]].sort()),
  ]);
}
