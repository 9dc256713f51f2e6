import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { modelsApiRef } from '../api';
import {
  modelEntity,
  modelSummary,
  recordOf,
  recordOfAll,
} from './__testUtils__/fleet';
import { fleetExtensions } from './extensions';

// The first test loads the code of the page.
const PATIENCE_MS = 20_000;
const QUIET_MS = 600;
jest.setTimeout(3 * PATIENCE_MS);

type Catalog = ReturnType<typeof catalogApiMock>;

function openModelsPage(options: {
  entities: Entity[];
  catalog?: Catalog;
  record?: ReturnType<typeof recordOf>;
  route?: string;
}) {
  const {
    entities,
    route = '/models',
    catalog = catalogApiMock({ entities }),
    record = recordOfAll(entities),
  } = options;
  const queryEntities = jest.spyOn(catalog, 'queryEntities');
  renderTestApp({
    extensions: fleetExtensions,
    apis: [
      catalog,
      [modelsApiRef, record.modelsApi],
      [starredEntitiesApiRef, new MockStarredEntitiesApi()],
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [route],
  });
  return {
    ...record,
    // Each filter announces itself to the list after a while, and the list starts anew.
    listIsComplete: async () => {
      let answered;
      do {
        answered = queryEntities.mock.calls.length;
        await new Promise(resolve => setTimeout(resolve, QUIET_MS));
      } while (queryEntities.mock.calls.length > answered);
    },
  };
}

// The table makes its rows anew whenever the list changes: look them up every time.
function row(name: string) {
  const found = screen.getByText(name).closest('tr');
  if (!found) {
    throw new Error(`'${name}' stands in no row`);
  }
  return within(found);
}

function findInRow(name: string, text: string) {
  return waitFor(() => row(name).getByText(text), { timeout: PATIENCE_MS });
}

function manyModels(count: number): Entity[] {
  return Array.from({ length: count }, (_, i) =>
    modelEntity(`model-${String(i + 1).padStart(3, '0')}`),
  );
}

describe('ModelsPage', () => {
  it('shows what catalog and record say about each model', async () => {
    openModelsPage({
      entities: [
        modelEntity('churn', {
          spec: { type: 'ranking', riskTier: 'high', lifecycle: 'development' },
        }),
      ],
      record: recordOf([
        modelSummary('model:default/churn', {
          stage: 'validation',
          environments: ['production', 'staging'],
          monitoring: 'critical',
          monitoringReason: 'psi of income is above 0.2',
          signOff: 'missing',
          unsanctioned: 1,
        }),
      ]),
    });

    await findInRow('churn', 'Validation');
    expect(row('churn').getByRole('link', { name: 'churn' })).toHaveAttribute(
      'href',
      '/catalog/default/model/churn',
    );
    expect(row('churn').getByText('owners')).toBeInTheDocument();
    expect(row('churn').getByText('ranking')).toBeInTheDocument();
    expect(row('churn').getByText('High risk')).toBeInTheDocument();
    expect(
      row('churn').getByText('Runs in production, staging'),
    ).toBeInTheDocument();
    expect(row('churn').getByText('Critical')).toBeInTheDocument();
    expect(
      row('churn').getByTitle('psi of income is above 0.2'),
    ).toBeInTheDocument();
    expect(row('churn').getByText('Missing')).toBeInTheDocument();
    expect(row('churn').getByText('Unsanctioned')).toBeInTheDocument();
  });

  it('says of an unowned model that nobody owns it', async () => {
    openModelsPage({ entities: [modelEntity('orphan', { ownerRef: false })] });

    await findInRow('orphan', 'Production');
    expect(row('orphan').getByText('Nobody')).toBeInTheDocument();
    expect(row('orphan').queryByText('Unsanctioned')).not.toBeInTheDocument();
  });

  it('lists models and nothing else', async () => {
    openModelsPage({
      entities: [
        modelEntity('churn'),
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'churn-service' },
        },
      ],
    });

    await findInRow('churn', 'Production');
    expect(screen.queryByText('churn-service')).not.toBeInTheDocument();
  });

  it('asks the record once for all rows of a page', async () => {
    const { getSummaries, listIsComplete } = openModelsPage({
      entities: manyModels(7),
      route: '/models?limit=5',
    });
    await findInRow('model-005', 'Production');
    await listIsComplete();
    expect(getSummaries).toHaveBeenCalledTimes(1);
    expect(getSummaries.mock.calls[0][0].modelRefs).toHaveLength(5);

    await userEvent.click(screen.getByRole('button', { name: 'Next Page' }));

    await findInRow('model-006', 'Production');
    expect(getSummaries).toHaveBeenCalledTimes(2);
    expect(getSummaries.mock.calls[1][0].modelRefs).toHaveLength(2);
  });

  it('shows what the catalog knows while the record is loading', async () => {
    const record = recordOf([]);
    record.getSummaries.mockReturnValue(new Promise(() => {}));
    openModelsPage({ entities: [modelEntity('churn')], record });

    await findInRow('churn', 'owners');
    expect(row('churn').getAllByText('Loading')).toHaveLength(3);
  });

  it('keeps what the catalog knows when the record fails, and retries', async () => {
    const record = recordOf([modelSummary('model:default/churn')]);
    record.getSummaries.mockRejectedValueOnce(new Error('Database is away'));
    const { listIsComplete } = openModelsPage({
      entities: [modelEntity('churn')],
      record,
    });

    await waitFor(
      () =>
        expect(row('churn').getByTitle('Database is away')).toHaveTextContent(
          'Unavailable',
        ),
      { timeout: PATIENCE_MS },
    );
    await listIsComplete();
    expect(row('churn').getByText('owners')).toBeInTheDocument();

    await userEvent.click(row('churn').getByRole('button', { name: 'Retry' }));

    await findInRow('churn', 'Production');
    expect(row('churn').queryByText(/Unavailable/)).not.toBeInTheDocument();
  });

  it('says when the catalog fails, and tries again', async () => {
    const entities = [modelEntity('churn')];
    const catalog = catalogApiMock({ entities });
    const queryEntities = jest
      .spyOn(catalog, 'queryEntities')
      .mockRejectedValue(new Error('Catalog is away'));
    openModelsPage({ entities, catalog });

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Could not load the models of the catalog');
    expect(alert).toHaveTextContent('Catalog is away');

    queryEntities.mockRestore();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));

    await findInRow('churn', 'Production');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('tells how to register a model when there is none', async () => {
    openModelsPage({ entities: [] });

    expect(await screen.findByText('No models yet')).toBeInTheDocument();
    expect(screen.getByLabelText('example of a model')).toHaveTextContent(
      'kind: Model',
    );
  });

  it('offers to clear filters that no model matches', async () => {
    const { listIsComplete } = openModelsPage({
      entities: [modelEntity('churn')],
    });
    await findInRow('churn', 'Production');
    await listIsComplete();

    await userEvent.type(
      screen.getByPlaceholderText('Search'),
      'nothing-like-it',
    );
    expect(
      await screen.findByText('No model matches these filters'),
    ).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );

    await findInRow('churn', 'Production');
    await waitFor(() =>
      expect(screen.getByPlaceholderText('Search')).toHaveValue(''),
    );
  });
});
