import { Entity } from '@backstage/catalog-model';
import {
  coreExtensionData,
  createExtension,
  createFrontendModule,
  PageBlueprint,
  useApi,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin, {
  CatalogExportConfigBlueprint,
} from '@backstage/plugin-catalog/alpha';
import { catalogGraphApiRef } from '@backstage/plugin-catalog-graph';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { MODEL_RELATION_PAIRS } from '@modelry/backstage-plugin-models-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { modelsApiRef } from '../api';
import { modelEntity, recordOfAll } from './__testUtils__/fleet';
import { modelsCatalogModule, modelsGraphModule } from './modules';

// The first test loads the code of the catalog.
const PATIENCE_MS = 20_000;
jest.setTimeout(3 * PATIENCE_MS);

const ENTITIES: Entity[] = [
  modelEntity('churn', { spec: { riskTier: 'high' } }),
  modelEntity('fraud'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'churn-service', namespace: 'default' },
    spec: { type: 'service', lifecycle: 'production' },
  },
];

const exportsAsModelCards = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    CatalogExportConfigBlueprint.make({
      name: 'cards',
      params: {
        exporters: {
          cards: {
            label: 'Model cards',
            exporter: () => ({
              contentType: 'text/plain',
              generator: (async function* none() {})(),
            }),
          },
        },
      },
    }),
  ],
});

const additionalFilter = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    createExtension({
      kind: 'catalog-filter',
      name: 'additional',
      attachTo: { id: 'page:catalog', input: 'filters' },
      output: [coreExtensionData.reactElement],
      factory: () => [coreExtensionData.reactElement(<p>Another filter</p>)],
    }),
  ],
});

function openCatalog(options: { kind: string; exports?: boolean }) {
  const record = recordOfAll(ENTITIES);
  renderTestApp({
    features: [
      catalogPlugin,
      modelsCatalogModule,
      exportsAsModelCards,
      additionalFilter,
    ],
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [
          {
            'page:catalog': {
              config: {
                path: '/things',
                pagination: { mode: 'cursor', limit: 7 },
                exportSettings: { enabled: options.exports ?? false },
              },
            },
          },
        ],
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
    apis: [
      catalogApiMock({ entities: ENTITIES }),
      [modelsApiRef, record.modelsApi],
    ],
    initialRouteEntries: [
      `/things?filters[kind]=${options.kind}&filters[user]=all`,
    ],
  });
  return record;
}

function findText(text: string) {
  return screen.findByText(text, {}, { timeout: PATIENCE_MS });
}

describe('modelsCatalogModule', () => {
  it('gives the index columns for models, and keeps its path, page size and filters', async () => {
    const { getSummaries } = openCatalog({ kind: 'model' });

    await findText('churn');
    await waitFor(() =>
      expect(screen.getAllByText('Production')).toHaveLength(2),
    );
    expect(screen.getByText('High risk')).toBeInTheDocument();
    expect(
      screen.getByRole('columnheader', { name: 'Monitoring' }),
    ).toBeInTheDocument();
    expect(getSummaries).toHaveBeenCalledTimes(1);
    expect(getSummaries.mock.calls[0][0].modelRefs).toEqual([
      'model:default/churn',
      'model:default/fraud',
    ]);
    expect(screen.getByText('Another filter')).toBeInTheDocument();
    expect(window.location.search).toContain('limit=7');
  });

  it('leaves the index as it is for other kinds', async () => {
    const { getSummaries } = openCatalog({ kind: 'component' });

    await findText('churn-service');
    expect(
      screen.getByRole('columnheader', { name: 'Lifecycle' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('columnheader', { name: 'Monitoring' }),
    ).not.toBeInTheDocument();
    expect(getSummaries).not.toHaveBeenCalled();
    expect(
      screen.queryByRole('button', { name: 'Export selection' }),
    ).not.toBeInTheDocument();
  });

  it('keeps the export of the index with its exporters', async () => {
    openCatalog({ kind: 'model', exports: true });

    await findText('churn');
    await userEvent.click(
      screen.getByRole('button', { name: 'Export selection' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: /Format/ }));

    expect(
      await screen.findByRole('option', { name: 'Model cards' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('option', { name: 'CSV' })).toBeInTheDocument();
  });

  it('gives models an icon', async () => {
    function Icons() {
      const { Icon } = useEntityPresentation('model:default/churn');
      return <div data-testid="icon">{Icon && <Icon fontSize="small" />}</div>;
    }
    renderTestApp({
      features: [catalogPlugin, modelsCatalogModule],
      extensions: [
        PageBlueprint.make({
          params: { path: '/icons', loader: async () => <Icons /> },
        }),
      ],
      apis: [catalogApiMock({ entities: ENTITIES })],
      initialRouteEntries: ['/icons'],
    });

    expect(
      (
        await screen.findByTestId('icon', {}, { timeout: PATIENCE_MS })
      ).querySelector('svg'),
    ).toBeInTheDocument();
  });
});

describe('modelsGraphModule', () => {
  it('adds the relations of models, as pairs, to those of the catalog', async () => {
    function Relations() {
      const { knownRelations, knownRelationPairs, defaultRelations } =
        useApi(catalogGraphApiRef);
      return (
        <pre data-testid="graph">
          {JSON.stringify({
            knownRelations,
            knownRelationPairs,
            defaultRelations,
          })}
        </pre>
      );
    }
    renderTestApp({
      features: [catalogGraphPlugin, modelsGraphModule],
      extensions: [
        PageBlueprint.make({
          params: { path: '/relations', loader: async () => <Relations /> },
        }),
      ],
      initialRouteEntries: ['/relations'],
    });

    const graph = JSON.parse(
      (await screen.findByTestId('graph')).textContent ?? '',
    );
    expect(graph.knownRelationPairs).toEqual(
      expect.arrayContaining([
        ['ownerOf', 'ownedBy'],
        ...MODEL_RELATION_PAIRS.map(pair => [...pair]),
      ]),
    );
    for (const relation of ['ownedBy', ...MODEL_RELATION_PAIRS.flat()]) {
      expect(graph.knownRelations).toContain(relation);
      expect(graph.defaultRelations).toContain(relation);
    }
  });
});
