import { mockApis } from '@backstage/frontend-test-utils';
import { FleetTrend } from '@modelry/backstage-plugin-models-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  findRow,
  fleetRow,
  fleetServer,
  openFleet,
} from '../__testUtils__/fleetPage';

const DAYS: FleetTrend['days'] = [
  {
    ...{ day: '2026-02-26', totalModels: 40, governed: 0, signedOff: 0 },
    ...{ monitored: 20, healthy: 18, stages: { development: 40 } },
  },
  {
    ...{ day: '2026-02-27', totalModels: 41, governed: 10, signedOff: 4 },
    ...{ monitored: 20, healthy: 10 },
    stages: { development: 30, production: 11 },
  },
  {
    ...{ day: '2026-02-28', totalModels: 1_043, governed: 10, signedOff: 5 },
    ...{ monitored: 40, healthy: 30 },
    stages: { development: 1_000, production: 40, beta: 3 },
  },
];

async function storageOfReader() {
  const storage = mockApis.storage();
  await storage.forBucket('models-fleet').set('trend-open', true);
  return storage;
}

async function openTrend(
  days: FleetTrend['days'],
  options: Pick<Parameters<typeof openFleet>[0], 'route'> = {},
) {
  const client = fleetServer(() => [fleetRow('churn')]);
  client.getFleetTrend.mockResolvedValue({ days });
  openFleet({ client, storage: await storageOfReader(), ...options });
  return client;
}

const findPlots = () =>
  screen.findByRole('group', {
    name: 'Plots of the trend: arrow keys read the days',
  });

describe('the trend of the fleet', () => {
  it('says in a line and draws how the models were', async () => {
    await openTrend(DAYS);
    const plots = within(await findPlots());
    expect(
      screen.getByText(
        '1,043 models (+1,003), 50 % signed off, 75 % healthy (−15 points) since 26 Feb',
      ),
    ).toBeInTheDocument();
    expect(
      plots.getAllByRole('img').map(plot => plot.getAttribute('aria-label')),
    ).toEqual([
      'Models by stage, 26 Feb to 28 Feb: Development from 40 to 1,000, Production from 0 to 40, beta (unknown stage) from 0 to 3',
      'Signed off, 26 Feb to 28 Feb: Of those that need it from nothing to count to 50 %',
      'Healthy, 26 Feb to 28 Feb: Of those that are watched from 90 % to 75 %',
    ]);
  });

  it('is read day by day with the keys', async () => {
    await openTrend(DAYS);
    (await findPlots()).focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(
      screen.getByText(
        '28 Feb 2026: 1,043 models (1,000 development, 40 production, 3 beta (unknown stage)); 5 of 10 signed off (50 %); 30 of 40 healthy (75 %)',
      ),
    ).toBeInTheDocument();
    await userEvent.keyboard('{Home}');
    expect(
      screen.getByText(
        '26 Feb 2026: 40 models (40 development); none needs a sign-off; 18 of 20 healthy (90 %)',
      ),
    ).toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}');
    expect(screen.getByText(/^27 Feb 2026: 41 models/)).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText(/^27 Feb 2026/)).not.toBeInTheDocument();
  });

  it('is a table as well, the newest day first', async () => {
    await openTrend(DAYS);
    await findPlots();
    await userEvent.click(screen.getByRole('button', { name: 'As a table' }));
    const table = screen.getByRole('table', { name: 'Trend by day' });
    const rows = within(table)
      .getAllByRole('row')
      .map(row => [...row.children].map(cell => cell.textContent));
    expect(rows).toEqual([
      [
        ...['Day', 'Models', 'Development', 'Production'],
        ...['beta (unknown stage)', 'Signed off', 'Healthy'],
      ],
      ...[
        ['28 Feb 2026', '1,043', '1,000', '40', '3'],
        ['27 Feb 2026', '41', '30', '11', '0'],
        ['26 Feb 2026', '40', '40', '0', '0'],
      ].map((cells, i) => [
        ...cells,
        ['5 of 10 (50 %)', '4 of 10 (40 %)', 'None needs it'][i],
        ['30 of 40 (75 %)', '10 of 20 (50 %)', '18 of 20 (90 %)'][i],
      ]),
    ]);
  });

  it('is about the models that the filters let through', async () => {
    const client = await openTrend(DAYS, { route: '/models?riskTier=high' });
    expect(
      await screen.findByText('Trend of the models that match'),
    ).toBeInTheDocument();
    expect(client.getFleetTrend).toHaveBeenCalledTimes(1);
    expect(client.getFleetTrend).toHaveBeenCalledWith(
      expect.objectContaining({ riskTier: ['high'] }),
    );
  });

  it('says that there is none before the second day', async () => {
    await openTrend(DAYS.slice(0, 1));
    expect(await screen.findByText('No trend yet')).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  it('says when it cannot be had, and the list is there all the same', async () => {
    const client = fleetServer(() => [fleetRow('churn')]);
    client.getFleetTrend.mockRejectedValue(new Error('No history today'));
    openFleet({ client, storage: await storageOfReader() });
    await findRow('churn');
    expect(await screen.findByText(/No history today/)).toBeInTheDocument();
  });

  it('is a line until somebody unfolds it, and stays unfolded for them', async () => {
    const storage = mockApis.storage();
    const client = fleetServer(() => [fleetRow('churn')]);
    client.getFleetTrend.mockResolvedValue({ days: DAYS });
    openFleet({ client, storage });
    const trigger = await screen.findByRole('button', {
      name: /^Trend of the last 90 days.*1,043 models/,
    });
    expect(trigger).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(trigger);
    await findPlots();
    await waitFor(() =>
      expect(
        storage.forBucket('models-fleet').snapshot('trend-open').value,
      ).toBe(true),
    );
  });
});
