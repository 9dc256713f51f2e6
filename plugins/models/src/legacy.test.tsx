import { discoveryApiRef } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  mockApis,
  TestApiProvider,
  wrapInTestApp,
} from '@backstage/test-utils';
import {
  DEFAULT_LIFECYCLE,
  ModelOverview,
  ModelsClient,
} from '@modelry/backstage-plugin-models-common';
import { render, screen, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { NO_FACETS, NO_FLEET, NO_ORPHANS } from './__testUtils__/fakeClient';
import { deploymentOf, ownershipOf, versionOf } from './__testUtils__/fixtures';
import { createModelsApi, modelsApiRef } from './api';
import { modelEntity, modelSummary } from './fleet/__testUtils__/fleet';
import { fleetRow } from './fleet/__testUtils__/fleetPage';
import {
  EntityModelDeploymentsCard,
  EntityModelDeploymentsContent,
  EntityModelGovernanceCard,
  EntityModelGovernanceContent,
  EntityModelLifecycleCard,
  EntityModelMonitoringCard,
  EntityModelMonitoringContent,
  EntityModelOwnershipCard,
  EntityModelVersionsContent,
  EntityRelatedModelsCard,
  EntityServedModelsCard,
  isModelEntity,
  ModelGovernancePage,
  ModelMonitoringPage,
  ModelsPage,
  modelsPlugin,
} from './legacy';

// The first test loads the code of the page.
const PATIENCE_MS = 20_000;
jest.setTimeout(3 * PATIENCE_MS);

const MODEL = modelEntity('churn');
const SERVICE = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'churn-service', namespace: 'default' },
  relations: [{ type: 'serves', targetRef: 'model:default/churn' }],
};

const OVERVIEW: ModelOverview = {
  modelRef: 'model:default/churn',
  channel: 'models:churn',
  ownership: ownershipOf(),
  lifecycle: {
    stage: 'validation',
    source: 'declared',
    declared: 'validation',
    versions: [versionOf({ version: '1' })],
    totalVersions: 1,
  },
  deployments: [],
  monitoring: { status: 'unmonitored', reason: 'It has no check', checks: [] },
  governance: {
    status: 'not-required',
    requirements: [],
    reviews: [],
    unsanctioned: [],
  },
  viewer: {
    mayOpenReviews: true,
    mayDecide: true,
    mayMoveVersions: true,
    mayHandleIncidents: true,
    mayRetireChecks: true,
  },
};

const ANSWERS: Record<string, object> = {
  '/incidents': { items: [], pageInfo: {} },
  '/unmonitored': {
    items: [
      {
        ...{ modelRef: 'model:default/churn', title: 'Churn' },
        ...{ environment: 'production', version: '7' },
        since: '2026-03-01T09:00:00.000Z',
      },
    ],
    pageInfo: {},
  },
  '/served': {
    items: [{ ...deploymentOf(), modelRef: 'model:default/churn' }],
  },
  '/default/churn/incidents': { items: [], pageInfo: {} },
  '/board-facets': NO_FACETS,
  '/waiting-sign-offs': { items: [], pageInfo: {} },
  '/fleet': {
    items: [fleetRow('churn')],
    pageInfo: {},
    totalItems: 1,
  },
  '/fleet-facets': NO_FLEET,
  '/lifecycle': DEFAULT_LIFECYCLE,
  '/orphans': NO_ORPHANS,
  '/summaries': { items: [modelSummary('model:default/churn')] },
  '/default/churn': OVERVIEW,
  '/default/churn/versions': { items: [], pageInfo: {} },
  '/default/churn/ledger': { items: [], pageInfo: {} },
  '/default/churn/deployment-changes': { items: [], pageInfo: {} },
};

async function answer(input: RequestInfo | URL): Promise<Response> {
  const path = new URL(String(input)).pathname.replace('/api/models', '');
  if (!ANSWERS[path]) {
    throw new Error(`Nobody answers ${path}`);
  }
  return new Response(JSON.stringify(ANSWERS[path]));
}

function open(page: ReactNode) {
  const discoveryApi = mockApis.discovery();
  const fetchApi = { fetch: answer };
  render(
    wrapInTestApp(
      <TestApiProvider
        apis={[
          [catalogApiRef, catalogApiMock({ entities: [MODEL, SERVICE] })],
          [starredEntitiesApiRef, new MockStarredEntitiesApi()],
          [discoveryApiRef, discoveryApi],
          [
            modelsApiRef,
            createModelsApi({
              client: new ModelsClient({ discoveryApi, fetchApi }),
            }),
          ],
        ]}
      >
        <Routes>
          <Route path="/here" element={page} />
        </Routes>
      </TestApiProvider>,
      {
        mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
        routeEntries: ['/here'],
      },
    ),
  );
}

function findText(text: string | RegExp) {
  return screen.findByText(text, {}, { timeout: PATIENCE_MS });
}

describe('the plugin on the old frontend system', () => {
  it('shows the page of all models', async () => {
    open(<ModelsPage />);

    await waitFor(
      () => expect(screen.getByText('Production')).toBeInTheDocument(),
      { timeout: PATIENCE_MS },
    );
    expect(screen.getByText('churn')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Models' })).toBeInTheDocument();
  });

  it('shows the governance board', async () => {
    open(<ModelGovernancePage />);

    expect(await findText('Nothing waits for you')).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Governance' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Waivers/ })).toHaveAttribute(
      'href',
      '/here/waivers',
    );
  });

  it('shows the monitoring of all models', async () => {
    open(<ModelMonitoringPage />);

    expect(await findText('No model is critical')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Churn' })).toHaveAttribute(
      'href',
      '/catalog/default/model/churn/monitoring',
    );
    expect(
      screen.getByRole('heading', { name: 'Monitoring' }),
    ).toBeInTheDocument();
  });

  it('shows which versions of models a service runs', async () => {
    open(
      <EntityProvider entity={SERVICE}>
        <EntityServedModelsCard />
      </EntityProvider>,
    );

    expect(await findText('Running model versions')).toBeInTheDocument();
    expect(await findText('Primary')).toBeInTheDocument();
  });

  it('shows the models of a service', async () => {
    open(
      <EntityProvider entity={SERVICE}>
        <EntityRelatedModelsCard />
      </EntityProvider>,
    );

    expect(await findText('Models (1)')).toBeInTheDocument();
    expect(screen.getByText('Served by this component')).toBeInTheDocument();
    expect(screen.getByText('Production')).toBeInTheDocument();
  });

  it('shows the cards of a model', async () => {
    open(
      <EntityProvider entity={MODEL}>
        <EntityModelLifecycleCard />
        <EntityModelOwnershipCard />
        <EntityModelDeploymentsCard />
        <EntityModelMonitoringCard />
        <EntityModelGovernanceCard />
      </EntityProvider>,
    );

    for (const title of [
      'Lifecycle',
      'Ownership',
      'Deployments',
      'Monitoring',
      'Governance',
    ]) {
      expect(
        await screen.findByRole(
          'heading',
          { name: title },
          { timeout: PATIENCE_MS },
        ),
      ).toBeInTheDocument();
    }
    expect(await findText('Unmonitored')).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Details of the version' }),
    ).toHaveAttribute('href', '/catalog/default/model/churn/versions');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it.each([
    ['versions', <EntityModelVersionsContent />],
    ['deployments', <EntityModelDeploymentsContent />],
    ['monitoring', <EntityModelMonitoringContent />],
    ['governance', <EntityModelGovernanceContent />],
  ])('shows the tab of the %s of a model', async (_, tab) => {
    open(<EntityProvider entity={MODEL}>{tab}</EntityProvider>);

    expect(
      await screen.findAllByText(/^No /, {}, { timeout: PATIENCE_MS }),
    ).not.toHaveLength(0);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('provides the access to the record', () => {
    expect([...modelsPlugin.getApis()].map(({ api }) => api.id)).toContain(
      modelsApiRef.id,
    );
  });

  it('tells models from other entities', () => {
    expect(isModelEntity(MODEL)).toBe(true);
    expect(isModelEntity(SERVICE)).toBe(false);
  });
});
