import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CHURN_REF,
  deploymentOf,
  overviewOf,
  versionOf,
} from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { governanceCard } from '../governance/extensions';
import { lifecycleCard } from '../lifecycle/extensions';
import { monitoringCard } from '../monitoring/extensions';
import {
  deploymentsCard,
  deploymentsTab,
  servedModelsCard,
} from './extensions';

const UNSANCTIONED = {
  environment: 'production',
  name: 'primary',
  version: '7',
  missing: ['Independent validation', 'Risk acceptance'],
  enforcement: 'prevent' as const,
};

describe('DeploymentsCard', () => {
  it('says how to report the first deployment', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      extensions: [deploymentsCard],
    });

    expect(
      await screen.findByText('No deployment has been reported'),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Report it with curl' }),
    );
    expect(await screen.findByLabelText('command')).toHaveTextContent(
      '/default/churn/deployments',
    );
  });

  it('shows what runs where, and flags what nobody signed off', async () => {
    openModelPage({
      client: fakeClient(
        overviewOf({
          deployments: [
            deploymentOf({ trafficPercent: 90 }),
            deploymentOf({
              environment: 'staging',
              name: 'blue',
              version: '8',
              status: 'degraded',
              role: 'canary',
              platform: 'kserve',
              endpoint: 'https://blue.example.com',
            }),
          ],
          governance: { unsanctioned: [UNSANCTIONED] },
        }),
      ),
      extensions: [deploymentsCard],
    });

    const production = await screen.findByRole('row', { name: /production/ });
    expect(production).toHaveTextContent('7');
    expect(production).toHaveTextContent('Running');
    expect(production).toHaveTextContent('90 % traffic');
    expect(within(production).getByText('Not signed off')).toBeVisible();

    const staging = screen.getByRole('row', { name: /staging/ });
    expect(staging).toHaveTextContent('Degraded');
    expect(staging).toHaveTextContent('Canary');
    expect(staging).toHaveTextContent('kserve');
    expect(
      within(staging).getByRole('link', { name: 'Endpoint' }),
    ).toHaveAttribute('href', 'https://blue.example.com');
    expect(
      within(staging).queryByText('Not signed off'),
    ).not.toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Recent changes' }),
    ).toHaveAttribute('href', '/churn/deployments');
  });

  it('shows a deployment that is reported while the page is open', async () => {
    const client = fakeClient(overviewOf());
    const { signals } = openModelPage({
      client,
      extensions: [deploymentsCard],
    });
    await screen.findByText('No deployment has been reported');

    client.getOverview.mockResolvedValue(
      overviewOf({ deployments: [deploymentOf()] }),
    );
    signals.send('models:churn');

    expect(
      await screen.findByRole('row', { name: /production/ }),
    ).toBeVisible();
  });

  it('shares one request and one subscription with the other cards', async () => {
    const client = fakeClient(overviewOf());
    const { page, signals } = openModelPage({
      client,
      extensions: [
        lifecycleCard,
        deploymentsCard,
        monitoringCard,
        governanceCard,
      ],
    });

    await screen.findByText('No version has been reported');
    await screen.findByText('No deployment has been reported');
    await screen.findByText('No check has ever been reported');
    await screen.findByText(/No policy asks for a sign-off/);

    expect(client.getOverview).toHaveBeenCalledTimes(1);
    expect(signals.listeners('models:churn')).toBe(1);
    page.unmount();
    expect(signals.listeners('models:churn')).toBe(0);
  });
});

describe('DeploymentsTab', () => {
  it('names the missing sign-offs and who reported', async () => {
    openModelPage({
      client: fakeClient(
        overviewOf({
          deployments: [deploymentOf()],
          governance: { unsanctioned: [UNSANCTIONED] },
        }),
      ),
      extensions: [deploymentsTab],
    });

    const row = await screen.findByRole('row', { name: /primary/ });
    expect(row).toHaveTextContent(
      'Missing: Independent validation, Risk acceptance',
    );
    expect(row).toHaveTextContent('by deployer');
    expect(await screen.findByText(/Nothing has changed yet/)).toBeVisible();
  });

  it('lists the changes page by page', async () => {
    const client = fakeClient(overviewOf());
    const change = {
      environment: 'production',
      name: 'primary',
      status: 'running' as const,
      role: 'primary' as const,
      at: '2026-03-01T09:00:00.000Z',
      reportedBy: 'user:default/ada',
    };
    client.listDeploymentChanges.mockImplementation(async (_ref, query) =>
      query?.cursor
        ? { items: [{ ...change, version: '6' }], pageInfo: {} }
        : {
            items: [{ ...change, version: '7' }],
            pageInfo: { nextCursor: 'second' },
          },
    );
    openModelPage({ client, extensions: [deploymentsTab] });

    expect(await screen.findByText('7')).toBeVisible();
    expect(screen.getByRole('link', { name: /ada/ })).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more changes' }),
    );
    expect(await screen.findByText('6')).toBeVisible();
    expect(client.listDeploymentChanges).toHaveBeenLastCalledWith(
      CHURN_REF,
      expect.objectContaining({ cursor: 'second' }),
    );
  });
});

describe('a canary', () => {
  const primary = deploymentOf({ version: '7', trafficPercent: 90 });
  const canary = deploymentOf({
    ...{ name: 'canary', role: 'canary', version: '8', trafficPercent: 10 },
  });

  it('shows the traffic split, and what is new in its version', async () => {
    openModelPage({
      client: fakeClient(
        overviewOf({
          deployments: [primary, canary],
          versions: [
            versionOf({ version: '8', metrics: { auc: 0.83 } }),
            versionOf({ version: '7', metrics: { auc: 0.81 } }),
          ],
        }),
      ),
      extensions: [deploymentsTab],
    });
    const split = await screen.findByRole('list', {
      name: 'Traffic in production',
    });
    expect(split).toHaveTextContent('Version 7: 90 %Version 8 (canary): 10 %');
    expect(
      await screen.findByText('What changed from version 7 to 8'),
    ).toBeVisible();
    expect(screen.getByRole('list', { name: 'Metrics' })).toHaveTextContent(
      'auc: 0.81 → 0.83',
    );
  });
});

describe('ServedModelsCard', () => {
  const service = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'scoring', namespace: 'default' },
    spec: { type: 'service' },
    relations: [{ type: 'serves', targetRef: CHURN_REF }],
  };

  it('lists which versions a service runs', async () => {
    const client = fakeClient(overviewOf());
    client.listServed.mockResolvedValue({
      items: [
        {
          ...deploymentOf({ version: '7', trafficPercent: 90 }),
          ...{ modelRef: CHURN_REF, title: 'Churn' },
        },
      ],
    });
    openModelPage({ client, entity: service, extensions: [servedModelsCard] });
    const row = await screen.findByRole('row', { name: /Churn/ });
    expect(row).toHaveTextContent(/7.*production.*Primary, 90 %.*Running/);
    expect(client.listServed).toHaveBeenCalledWith({
      servedBy: 'component:default/scoring',
      modelRefs: [CHURN_REF],
    });
  });

  it('shows what a service runs that the catalog relates to no model', async () => {
    const unrelated = { ...service, relations: [] };
    const client = fakeClient(overviewOf());
    const { page } = openModelPage({
      ...{ client, entity: unrelated, extensions: [servedModelsCard] },
    });
    await waitFor(() => expect(client.listServed).toHaveBeenCalled());
    expect(screen.queryByText('Running model versions')).toBeNull();
    page.unmount();
    client.listServed.mockResolvedValue({
      items: [{ ...deploymentOf(), modelRef: CHURN_REF }],
    });
    openModelPage({
      ...{ client, entity: unrelated, extensions: [servedModelsCard] },
    });
    expect(await screen.findByRole('row', { name: /churn/ })).toBeVisible();
  });

  it('shows at once when another version runs', async () => {
    const client = fakeClient(overviewOf());
    const running = (version: string) =>
      client.listServed.mockResolvedValue({
        items: [{ ...deploymentOf({ version }), modelRef: CHURN_REF }],
      });
    client.getSummaries.mockImplementation(async ({ modelRefs }) => ({
      items: modelRefs.map(modelRef => ({
        ...{ modelRef, channel: 'models:churn', environments: [] },
        stage: 'production',
        ...{ monitoring: 'ok', monitoringReason: 'All checks are ok' },
        ...{ signOff: 'approved', unsanctioned: 0 },
      })),
    }));
    running('7');
    const { signals } = openModelPage({
      ...{ client, entity: service, extensions: [servedModelsCard] },
    });
    await screen.findByRole('row', { name: /churn/ });
    await waitFor(() => expect(signals.listeners('models:churn')).toBe(1));
    running('8');
    signals.send('models:churn');
    await waitFor(() =>
      expect(screen.getByRole('row', { name: /churn/ })).toHaveTextContent('8'),
    );
  });

  it('says how to report what runs', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      entity: service,
      extensions: [servedModelsCard],
    });
    expect(
      await screen.findByText(/reported with servedBy: component:default/),
    ).toBeVisible();
  });
});
