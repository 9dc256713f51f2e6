import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  MockStarredEntitiesApi,
  entityRouteRef,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  Orphan,
  OwnerAssignmentOutcome,
} from '@modelry/backstage-plugin-models-common';
import { QueryClient } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createModelsApi, modelsApiRef } from '../../api';
import { modelEntity, modelSummary } from '../../fleet/__testUtils__/fleet';
import { fleetRow, fleetServer } from '../../fleet/__testUtils__/fleetPage';
import { fleetExtensions } from '../../fleet/extensions';

export const CREDIT = 'group:default/credit';
export const DATA = 'group:default/data';

const creditGroup: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'credit', namespace: 'default', title: 'Credit team' },
  spec: { type: 'team', children: [] },
};

function orphan(name: string, facts: Partial<Orphan> = {}): Orphan {
  return {
    modelRef: `model:default/${name}`,
    problem: 'no-owner',
    suggestions: [],
    ...facts,
  };
}

const ORPHANS = [
  orphan('alone'),
  orphan('lost', {
    title: 'Lost model',
    problem: 'owner-unknown',
    owner: 'group:default/gone',
    suggestions: [
      { owner: CREDIT, because: ['owns component:default/x, which serves it'] },
      { owner: DATA, because: ['owns resource:default/y'] },
    ],
  }),
  orphan('void', {
    problem: 'owner-without-people',
    owner: 'group:default/empty',
    suggestions: [{ owner: DATA, because: ['owns system:default/z'] }],
  }),
];

function countsOf(orphans: readonly Orphan[]) {
  const count = (problem: string) =>
    orphans.filter(each => each.problem === problem).length;
  return {
    total: orphans.length,
    problems: {
      'no-owner': count('no-owner'),
      'owner-unknown': count('owner-unknown'),
      'owner-without-people': count('owner-without-people'),
    },
  };
}

/** Of all models, by title. */
const NAMES = ['alone', 'lost', 'void', 'well'];

/** A record in which models change hands, unless they are refused. */
export function ownershipServer(
  refused: Record<string, OwnerAssignmentOutcome> = {},
  pageSize: number = ORPHANS.length,
) {
  const client = fleetServer(() => NAMES.map(name => fleetRow(name)));
  const owners = new Map(ORPHANS.map(o => [o.modelRef, o.owner]));
  client.listOrphans.mockImplementation(async (query = {}) => {
    const left = ORPHANS.filter(
      ({ modelRef, owner }) => owners.get(modelRef) === owner,
    );
    const matching = left.filter(
      ({ problem }) => !query.problem || problem === query.problem,
    );
    const start = Number(query.cursor ?? 0);
    const end = start + pageSize;
    return {
      items: matching.slice(start, end),
      pageInfo: end < matching.length ? { nextCursor: String(end) } : {},
      counts: countsOf(left),
    };
  });
  client.assignOwners.mockImplementation(async request => {
    const items = request.modelRefs.map((modelRef): OwnerAssignmentOutcome => {
      const no = request.dryRun ? undefined : refused[modelRef];
      if (no) {
        delete refused[modelRef];
        return no;
      }
      const before = owners.get(modelRef);
      if (!request.dryRun) {
        owners.set(modelRef, request.owner);
      }
      return {
        modelRef,
        outcome: before === request.owner ? 'unchanged' : 'changed',
        before,
        after: request.owner,
      };
    });
    return { dryRun: request.dryRun ?? false, items };
  });
  client.getSummaries.mockImplementation(async ({ modelRefs }) => ({
    items: modelRefs.map(ref => modelSummary(ref)),
  }));
  return client;
}

export function open(client: ReturnType<typeof ownershipServer>, path: string) {
  const entities = NAMES.map(name => modelEntity(name));
  renderTestApp({
    extensions: fleetExtensions,
    apis: [
      catalogApiMock({ entities: [...entities, creditGroup] }),
      [
        modelsApiRef,
        createModelsApi({
          client,
          cache: new QueryClient({
            defaultOptions: { queries: { retry: false } },
          }),
        }),
      ],
      [starredEntitiesApiRef, new MockStarredEntitiesApi()],
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [path],
  });
}

export function applied(client: ReturnType<typeof ownershipServer>) {
  return client.assignOwners.mock.calls
    .map(([request]) => request)
    .filter(({ dryRun }) => !dryRun);
}

export async function pickCredit() {
  const input = await screen.findByRole('combobox', { name: /New owner/ });
  await userEvent.type(input, 'cred');
  await userEvent.click(
    await screen.findByRole('option', { name: /Credit team/ }),
  );
}
