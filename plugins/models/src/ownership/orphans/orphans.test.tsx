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
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { overviewOf } from '../../__testUtils__/fixtures';
import { fakeClient } from '../../__testUtils__/modelPage';
import { createModelsApi, modelsApiRef } from '../../api';
import { modelEntity, modelSummary } from '../../fleet/__testUtils__/fleet';
import { fleetExtensions } from '../../fleet/extensions';

const CREDIT = 'group:default/credit';
const DATA = 'group:default/data';

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

/** A record in which models change hands, unless they are refused. */
function ownershipServer(refused: Record<string, OwnerAssignmentOutcome> = {}) {
  const client = fakeClient(overviewOf());
  const owners = new Map(ORPHANS.map(o => [o.modelRef, o.owner]));
  client.listOrphans.mockImplementation(async (query = {}) => {
    const left = ORPHANS.filter(
      ({ modelRef, owner }) => owners.get(modelRef) === owner,
    );
    const count = (problem: string) =>
      left.filter(o => o.problem === problem).length;
    return {
      items: left.filter(
        ({ problem }) => !query.problem || problem === query.problem,
      ),
      pageInfo: {},
      counts: {
        total: left.length,
        problems: {
          'no-owner': count('no-owner'),
          'owner-unknown': count('owner-unknown'),
          'owner-without-people': count('owner-without-people'),
        },
      },
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

function open(client: ReturnType<typeof ownershipServer>, path: string) {
  const entities = ['alone', 'lost', 'void', 'well'].map(name =>
    modelEntity(name),
  );
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

function applied(client: ReturnType<typeof ownershipServer>) {
  return client.assignOwners.mock.calls
    .map(([request]) => request)
    .filter(({ dryRun }) => !dryRun);
}

async function pickCredit() {
  const input = await screen.findByRole('combobox', { name: /New owner/ });
  await userEvent.type(input, 'cred');
  await userEvent.click(
    await screen.findByRole('option', { name: /Credit team/ }),
  );
}

describe('the view of orphans', () => {
  it('is led to from the list of models, which counts them', async () => {
    open(ownershipServer(), '/models');
    expect(
      await screen.findByText('Nobody answers for 3 models'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: 'Find owners' }));
    expect(
      await screen.findByText(
        'Nothing in the catalog tells; select it and assign an owner',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('The catalog does not know group:default/gone'),
    ).toBeVisible();
    expect(screen.getByText('Nobody is in group:default/empty')).toBeVisible();
    expect(
      screen.getByText('owns component:default/x, which serves it'),
    ).toBeVisible();
  });

  it('narrows down to one problem, at an address of its own', async () => {
    const client = ownershipServer();
    open(client, '/models/orphans?problem=owner-unknown');
    expect(await screen.findByText('Lost model')).toBeVisible();
    expect(screen.queryByText('alone')).not.toBeInTheDocument();
    await userEvent.click(screen.getByText('No owner (1)'));
    expect(await screen.findByText('alone')).toBeVisible();
    expect(screen.queryByText('Lost model')).not.toBeInTheDocument();
  });

  it('accepts one suggestion after showing what it changes', async () => {
    const client = ownershipServer();
    open(client, '/models/orphans');
    await userEvent.click(
      await screen.findByRole('button', {
        name: `Assign Lost model to ${CREDIT}`,
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText(
        '1 of 1 will change. Nothing has been changed yet.',
      ),
    ).toBeVisible();
    expect(applied(client)).toEqual([]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Change one model' }),
    );
    expect(await dialog.findByText('1 changed')).toBeVisible();
    expect(applied(client)).toEqual([
      {
        modelRefs: ['model:default/lost'],
        owner: CREDIT,
        expectedOwners: { 'model:default/lost': 'group:default/gone' },
      },
    ]);
    await userEvent.click(dialog.getByText('Close'));
    await waitFor(() =>
      expect(screen.queryByText('Lost model')).not.toBeInTheDocument(),
    );
    expect(screen.getByText('All (2)')).toBeVisible();
  });

  it('accepts many at once, and tries again what was refused', async () => {
    const client = ownershipServer({
      'model:default/void': {
        modelRef: 'model:default/void',
        outcome: 'refused',
        problem: { code: 'conflict', message: 'Ada was faster' },
      },
    });
    open(client, '/models/orphans');
    const all = await screen.findByRole('checkbox', { name: /select all/i });
    await userEvent.click(all);
    expect(screen.getByText('3 selected')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Accept 2 suggestions' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Change 2 models' }),
    );
    expect(await dialog.findByText('1 changed, 1 refused')).toBeVisible();
    expect(dialog.getByText('Ada was faster')).toBeVisible();

    await userEvent.click(
      dialog.getByRole('button', { name: 'Try the refused again' }),
    );
    expect(await dialog.findByText('2 changed')).toBeVisible();
    expect(applied(client).map(({ owner }) => owner)).toEqual([
      CREDIT,
      DATA,
      DATA,
    ]);
  });

  it('says when somebody answers for every model', async () => {
    open(
      Object.assign(ownershipServer(), {
        listOrphans: fakeClient(overviewOf()).listOrphans,
      }),
      '/models/orphans',
    );
    expect(
      await screen.findByText('Somebody answers for every model'),
    ).toBeVisible();
  });
});

describe('the list of models', () => {
  it('gives many models an owner, also those of other pages that match', async () => {
    const client = ownershipServer();
    open(client, '/models?limit=2');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Select all 4 that match' }),
    );
    expect(await screen.findByText('4 selected')).toBeVisible();
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Select alone' }),
    );
    expect(await screen.findByText('3 selected')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Assign owner' }));
    await pickCredit();
    await userEvent.type(screen.getByLabelText(/Reason/), 'They use them');
    await userEvent.click(
      screen.getByRole('button', { name: 'Show what will change' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change 3 models' }),
    );
    expect(await screen.findByText('3 changed')).toBeVisible();
    expect(applied(client)).toMatchObject([
      {
        modelRefs: ['lost', 'void', 'well'].map(
          name => `model:default/${name}`,
        ),
        owner: CREDIT,
        reason: 'They use them',
      },
    ]);
  });

  it('gives them back to their declared owners', async () => {
    const client = ownershipServer();
    open(client, '/models');
    // The table makes its rows anew until all that it shows is there.
    await waitFor(() =>
      expect(screen.getAllByText('Production')).toHaveLength(4),
    );
    await userEvent.click(
      await screen.findByRole('checkbox', { name: 'Select lost' }),
    );
    expect(await screen.findByText('1 selected')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Assign owner' }));
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Back to the declared owners' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show what will change' }),
    );
    await waitFor(() =>
      expect(client.assignOwners).toHaveBeenCalledWith({
        modelRefs: ['model:default/lost'],
        revert: true,
        dryRun: true,
      }),
    );
  });
});
