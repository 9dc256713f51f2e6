import { screen, within } from '@testing-library/react';
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
import { deploymentsCard, deploymentsTab } from './extensions';

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
            versionOf({
              ...{ version: '8', metrics: { auc: 0.83 } },
              parameters: { depth: '8', rate: '0.1', seed: '1' },
            }),
            versionOf({
              ...{ version: '7', metrics: { auc: 0.81 } },
              parameters: { depth: '6', rate: '0.1', trees: '90' },
            }),
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
    expect(
      screen.getByRole('list', { name: 'Parameters that changed' }),
    ).toHaveTextContent('depth: 6 → 8seed: not told → 1trees: 90 → not told');
    expect(screen.getByText('1 parameter is as before.')).toBeVisible();
  });
});
