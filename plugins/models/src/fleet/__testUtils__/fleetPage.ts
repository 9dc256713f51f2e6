import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  FLEET_FACETS,
  FleetFacets,
  FleetRow,
  fleetQuerySchema,
} from '@modelry/backstage-plugin-models-common';
import { screen, within } from '@testing-library/react';
import { QueryClient } from '@tanstack/react-query';
import { NO_FLEET, fakeClient } from '../../__testUtils__/fakeClient';
import { overviewOf } from '../../__testUtils__/fixtures';
import { FakeSignals } from '../../__testUtils__/modelPage';
import { createModelsApi, modelsApiRef } from '../../api';
import { fleetExtensions } from '../extensions';

/** What the fleet says of a model about which all is well. */
export function fleetRow(
  name: string,
  differences: Partial<FleetRow> = {},
): FleetRow {
  return {
    modelRef: `model:default/${name}`,
    channel: `models:${name}`,
    title: name,
    type: 'classification',
    owner: 'group:default/owners',
    tags: [],
    source: 'yaml',
    stage: 'production',
    version: '1',
    environments: ['production'],
    monitoring: 'ok',
    monitoringReason: 'All checks are ok',
    signOff: 'approved',
    unsanctioned: 0,
    ...differences,
  };
}

/** Values of a row by facet. */
function valuesOf(row: FleetRow, facet: (typeof FLEET_FACETS)[number]) {
  switch (facet) {
    case 'environment':
      return row.environments;
    case 'tag':
      return row.tags;
    default:
      return [row[facet] ?? 'none'];
  }
}

/** A server that filters and pages the rows that it is given, and counts their values. */
export function fleetServer(rows: () => readonly FleetRow[]) {
  const client = fakeClient(overviewOf());
  const found = (query: object) => {
    const filter = fleetQuerySchema.parse(query);
    return rows().filter(
      row =>
        row.title.includes(filter.text ?? '') &&
        (filter.unsanctioned !== 'true' || row.unsanctioned > 0) &&
        FLEET_FACETS.every(facet => {
          const chosen: string[] = filter[facet];
          const values: string[] = valuesOf(row, facet);
          return (
            chosen.length === 0 || values.some(value => chosen.includes(value))
          );
        }),
    );
  };
  client.listFleet.mockImplementation(async (query = {}) => {
    const { cursor = '0', limit } = fleetQuerySchema.parse(query);
    const [all, start] = [found(query), Number(cursor)];
    const end = start + limit;
    return {
      items: all.slice(start, end),
      pageInfo: end < all.length ? { nextCursor: String(end) } : {},
      totalItems: all.length,
    };
  });
  client.listFleetRefs.mockImplementation(async (query = {}) => ({
    modelRefs: found(query).map(({ modelRef }) => modelRef),
    totalItems: found(query).length,
  }));
  client.getFleetFacets.mockImplementation(async () => countAll(rows()));
  return client;
}

function countAll(rows: readonly FleetRow[]): FleetFacets {
  const facets = { ...NO_FLEET.facets };
  for (const facet of FLEET_FACETS) {
    const counts = new Map<string, number>();
    for (const value of rows.flatMap((row): string[] => valuesOf(row, facet))) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    facets[facet] = [...counts].map(([value, count]) => ({ value, count }));
  }
  return {
    totals: {
      ...NO_FLEET.totals,
      models: rows.length,
      critical: rows.filter(row => row.monitoring === 'critical').length,
      unsanctioned: rows.filter(row => row.unsanctioned > 0).length,
    },
    facets,
    mine: rows.filter(row => row.owner === 'group:default/owners').length,
  };
}

/** Opens the page of all models. */
export function openFleet(options: {
  client: ReturnType<typeof fakeClient>;
  route?: string;
  /** What is kept for the person. */
  storage?: ReturnType<typeof mockApis.storage>;
}) {
  const { client, route = '/models', storage = mockApis.storage() } = options;
  const signals = new FakeSignals();
  const api = createModelsApi({
    client,
    cache: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    // These signals are heard from the beginning.
    subscribedWithinMs: 3_600_000,
  });
  renderTestApp({
    extensions: fleetExtensions,
    apis: [
      catalogApiMock({ entities: [] }),
      [modelsApiRef, api],
      [signalApiRef, signals],
      storage,
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [route],
  });
  return { signals };
}

/** The row of a model. */
export async function findRow(name: string) {
  const header = await screen.findByRole('rowheader', {
    name: new RegExp(`^${name}`),
  });
  const row = header.closest<HTMLElement>('[role=row]');
  if (!row) {
    throw new Error(`'${name}' stands in no row`);
  }
  return within(row);
}

/** The names of the listed models, in their order. */
export function listedNames(): string[] {
  return screen
    .queryAllByRole('rowheader')
    .map(header => within(header).getByRole('link').textContent ?? '');
}
