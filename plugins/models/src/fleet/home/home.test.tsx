import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { WaitingSignOff } from '@modelry/backstage-plugin-models-common';
import { screen, within } from '@testing-library/react';
import { QueryClient } from '@tanstack/react-query';
import {
  FakeClient,
  NO_FACETS,
  fakeClient,
} from '../../__testUtils__/fakeClient';
import { overviewOf } from '../../__testUtils__/fixtures';
import { createModelsApi, modelsApiRef } from '../../api';
import { boardRouteRef, rootRouteRef } from '../../routes';
import { fleetRow, fleetServer } from '../__testUtils__/fleetPage';
import { MyModelsHealth } from './MyModelsHealth';
import { WaitingForMySignOff } from './WaitingForMySignOff';

function open(widget: JSX.Element, client: FakeClient) {
  const api = createModelsApi({
    client,
    cache: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
  });
  renderInTestApp(widget, {
    apis: [[modelsApiRef, api], catalogApiMock({ entities: [] })],
    mountedRoutes: {
      '/ml': rootRouteRef,
      '/ml/governance': boardRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
  });
}

const WAITING: WaitingSignOff = {
  modelRef: 'model:default/churn',
  title: 'Customer churn',
  review: {
    ...{ id: '1', status: 'open', sequence: 1 },
    ...{ version: '7', stage: 'production' },
    openedBy: 'user:default/dario-datasci',
    openedAt: '2026-03-01T09:00:00.000Z',
  },
  requirement: {
    ...{ id: 'risk', title: 'Risk acceptance', stage: 'production' },
    ...{ status: 'pending', reason: 'Needs 1 more approval' },
  },
};

describe("my models' health", () => {
  it('counts by status, names the worst, and leads to the list', async () => {
    const client = fleetServer(() => [
      fleetRow('churn', { monitoring: 'critical', unsanctioned: 1 }),
      ...Array.from({ length: 6 }, (_, i) => fleetRow(`fine-${i}`)),
    ]);
    open(<MyModelsHealth />, client);
    const counts = within(
      await screen.findByRole('list', { name: 'Your models by monitoring' }),
    );
    expect(
      counts.getAllByRole('listitem').map(item => item.textContent),
    ).toEqual(['Critical1 model', 'OK6 models']);
    expect(counts.getByRole('link', { name: '1 model' })).toHaveAttribute(
      'href',
      '/ml?mine=true&monitoring=critical',
    );
    const worst = within(
      screen.getByRole('list', { name: 'The worst first' }),
    ).getAllByRole('listitem');
    expect(worst).toHaveLength(5);
    expect(worst[0]).toHaveTextContent(/churn.*Critical.*Unsanctioned/);
    expect(
      screen.getByRole('link', { name: 'All 7 models of mine' }),
    ).toHaveAttribute('href', '/ml?mine=true&sort=monitoring&order=desc');
    expect(client.listFleet).toHaveBeenCalledWith({
      ...{ mine: 'true', sort: 'monitoring', order: 'desc', limit: 5 },
    });
    expect(client.getFleetFacets).toHaveBeenCalledWith({ mine: 'true' });
  });

  it('says when there are none', async () => {
    open(
      <MyModelsHealth />,
      fleetServer(() => []),
    );
    expect(await screen.findByText('You own no model')).toBeInTheDocument();
  });

  it('says when it cannot be had', async () => {
    const client = fleetServer(() => []);
    client.listFleet.mockRejectedValue(new Error('The record is away'));
    open(<MyModelsHealth />, client);
    expect(await screen.findByText(/The record is away/)).toBeInTheDocument();
  });
});

describe('what waits for my sign-off', () => {
  it('is listed, and leads to where it is decided', async () => {
    const client = fakeClient(overviewOf());
    client.listWaiting.mockResolvedValue({ items: [WAITING], pageInfo: {} });
    client.getBoardFacets.mockResolvedValue({ ...NO_FACETS, waiting: 12 });
    open(<WaitingForMySignOff />, client);
    const row = await screen.findByRole('listitem');
    expect(row).toHaveTextContent(
      /Customer churn.*Risk acceptance.*Version 7, for Production; asked by/,
    );
    expect(
      within(row).getByRole('link', { name: 'Customer churn' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/model/churn/governance?version=7',
    );
    expect(
      screen.getByRole('link', { name: 'Decide all 12 on the board' }),
    ).toHaveAttribute('href', '/ml/governance');
  });

  it('may be nothing', async () => {
    open(<WaitingForMySignOff />, fakeClient(overviewOf()));
    expect(
      await screen.findByText('Nothing waits for you'),
    ).toBeInTheDocument();
  });
});
