import { discoveryApiRef, ExternalRouteRef } from '@backstage/core-plugin-api';
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
import { ModelsClient } from '@modelry/backstage-plugin-models-common';
import { render, screen, waitFor } from '@testing-library/react';
import { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import { answer, MODEL, SERVICE } from './__testUtils__/legacyServer';
import { createModelsApi, modelsApiRef } from './api';
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
  HomePageModelsWaitingForMySignOff,
  HomePageMyModelsHealth,
  isModelEntity,
  ModelGovernancePage,
  ModelMonitoringPage,
  ModelSearchResultListItem,
  ModelsPage,
  modelsPlugin,
} from './legacy';
import { recordLinkRef } from './legacyRoutes';

// The first test loads the code of the page.
const PATIENCE_MS = 20_000;
jest.setTimeout(3 * PATIENCE_MS);

function open(
  page: ReactNode,
  mountedRoutes: Record<string, ExternalRouteRef> = {},
) {
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
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          ...mountedRoutes,
        },
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

  it('has widgets for the home page', async () => {
    open(
      <>
        <HomePageModelsWaitingForMySignOff />
        <HomePageMyModelsHealth title="Ours" />
      </>,
    );

    expect(await findText('Nothing waits for you')).toBeInTheDocument();
    expect(screen.getByText('Waiting for my sign-off')).toBeInTheDocument();
    expect(await findText('Ours')).toBeInTheDocument();
    expect(await findText('My models in the list')).toHaveAttribute(
      'href',
      '/models?mine=true&sort=monitoring&order=desc',
    );
  });

  it('shows a model that a search found', async () => {
    open(
      <ModelSearchResultListItem
        result={{
          ...{ title: 'Churn', text: 'Who will leave', kind: 'Model' },
          location: '/catalog/default/model/churn',
        }}
      />,
    );

    expect(await findText('Production')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Churn' })).toHaveAttribute(
      'href',
      '/catalog/default/model/churn',
    );
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

  it.each([
    ['where the board is mounted', true],
    ['nowhere when it is not', false],
  ])('leads to the sign-off record: %s', async (_, isMounted) => {
    open(
      <EntityProvider entity={MODEL}>
        <EntityModelGovernanceContent />
      </EntityProvider>,
      isMounted ? { '/board/record/:namespace/:name': recordLinkRef } : {},
    );

    expect(await findText(/^No policy/)).toBeInTheDocument();
    const link = screen.queryByRole('link', { name: /^Sign-off record/ });
    expect(link?.getAttribute('href')).toBe(
      isMounted ? '/board/record/default/churn?version=1' : undefined,
    );
  });

  it('finds the record below the board without being told', () => {
    const { routes, externalRoutes } = modelsPlugin;
    expect(externalRoutes.record).toBe(recordLinkRef);
    expect(recordLinkRef).toMatchObject({
      optional: true,
      defaultTarget: 'models.record',
    });
    expect(routes.record.parent).toBe(routes.governance);
    expect(routes.record.path).toBe('/record/:namespace/:name');
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
