import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CHURN_REF,
  checkOf,
  deploymentOf,
  overviewOf,
  versionOf,
} from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { monitoringCard, monitoringTab } from './extensions';

const DRIFTING = checkOf({
  check: 'Drifted columns',
  status: 'critical',
  latest: { status: 'critical', value: 0.75, threshold: 0.5 },
});
const FAILED = checkOf({
  check: 'Answer time',
  kind: 'service-health',
  environment: undefined,
  status: 'error',
  latest: {
    status: 'error',
    value: undefined,
    threshold: undefined,
    message: 'The probe found no endpoint',
  },
});
const CRITICAL = {
  status: 'critical' as const,
  reason: 'Drifted columns in production critical: 0.75 > threshold 0.5',
};

describe('MonitoringCard', () => {
  it('says how to report what a check observes', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      extensions: [monitoringCard],
    });

    expect(await screen.findByText('Unmonitored')).toBeVisible();
    expect(screen.getByText('No check has ever been reported')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Report it with curl' }),
    );
    expect(await screen.findByLabelText('command')).toHaveTextContent(
      '/default/churn/check-results',
    );
  });

  it('says in words how the model does, and shows the worst checks', async () => {
    openModelPage({
      client: fakeClient(
        overviewOf({ checks: [DRIFTING, FAILED], monitoring: CRITICAL }),
      ),
      extensions: [monitoringCard],
    });

    expect(await screen.findByText(CRITICAL.reason)).toBeVisible();
    const checks = screen.getByRole('list', { name: /Checks/ });
    const [worst, failed] = within(checks).getAllByRole('listitem');
    expect(worst).toHaveTextContent(
      /^CriticalDrifted columnsproduction0.75threshold 0.5/,
    );
    expect(failed).toHaveTextContent(
      /^Check failedAnswer timeThe probe found no endpoint/,
    );
    expect(
      screen.getByRole('link', { name: 'All 2 checks with their history' }),
    ).toHaveAttribute('href', '/churn/monitoring');
  });

  it('shows no more than the worst five of many checks', async () => {
    const checks = Array.from({ length: 50 }, (_, i) =>
      checkOf({ check: `Check ${i}` }),
    );
    openModelPage({
      client: fakeClient(
        overviewOf({
          checks,
          monitoring: { status: 'ok', reason: 'All 50 checks are ok' },
        }),
      ),
      extensions: [monitoringCard],
    });

    expect(await screen.findByText('All 50 checks are ok')).toBeVisible();
    expect(screen.getByText('Check 4')).toBeVisible();
    expect(screen.queryByText('Check 5')).not.toBeInTheDocument();
  });
});

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 3_600_000).toISOString();
}

/** Points of the last days, as the server answers them. */
function pointsOf(...values: number[]) {
  return values.map((value, index) => ({
    from: new Date(Date.now() - (10 - index) * 24 * 3_600_000).toISOString(),
    to: new Date(Date.now() - (9 - index) * 24 * 3_600_000).toISOString(),
    count: 1,
    status: value > 0.5 ? ('critical' as const) : ('ok' as const),
    ...{ min: value, max: value, average: value, threshold: 0.5 },
  }));
}

describe('MonitoringTab', () => {
  function drifting(versions: string[] = ['7']) {
    const elsewhere = checkOf({ ...DRIFTING, environment: 'staging' });
    const client = fakeClient(
      overviewOf({
        checks: [DRIFTING, elsewhere, FAILED],
        monitoring: CRITICAL,
      }),
    );
    client.getCheckSeries.mockImplementation(async (_ref, query) => ({
      ...{ from: query.from, to: query.to, versions },
      points: pointsOf(0.2, 0.4, 0.75),
    }));
    return client;
  }
  const PATH = '/?check=Drifted+columns&environment=production';
  const plot = () => screen.findByRole('img', { name: /: 3 points/ });

  it('unfolds a check to its plot, which the address names', async () => {
    const client = drifting();
    openModelPage({ client, extensions: [monitoringTab] });

    const unfold = await screen.findByRole('button', {
      name: 'History of Drifted columns in production',
    });
    expect(unfold).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(unfold);

    expect(unfold).toHaveAttribute('aria-expanded', 'true');
    expect(await plot()).toHaveAccessibleName(
      'Drifted columns in production: 3 points, 1 of them critical',
    );
    const legend = screen.getByRole('list', { name: 'Legend' });
    expect(legend).toHaveTextContent('productionThresholdCritical');
    await userEvent.click(unfold);
    expect(screen.queryByRole('list', { name: 'Legend' })).toBeNull();
  });

  it('reads the points of a plot with the keyboard', async () => {
    openModelPage({
      client: drifting(),
      extensions: [monitoringTab],
      path: PATH,
    });
    await plot();
    screen.getByRole('group', { name: /^Plot of Drifted columns/ }).focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(
      screen.getByText(/UTC: critical, 0.75, threshold 0.5/),
    ).toBeVisible();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}');
    expect(screen.getByText(/UTC: ok, 0.2, threshold 0.5/)).toBeVisible();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText(/UTC: ok/)).toBeNull();
  });

  it('zooms, and asks for no more than it can show', async () => {
    const client = drifting();
    openModelPage({ client, extensions: [monitoringTab], path: PATH });
    await plot();
    client.getCheckSeries.mockClear();
    await userEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
    await waitFor(() => expect(client.getCheckSeries).toHaveBeenCalled());
    const [, { from, to, points }] = client.getCheckSeries.mock.calls[0];
    expect((Date.parse(to) - Date.parse(from)) / 24 / 3_600_000).toBe(15);
    expect(points).toBe(400);
  });

  it('compares versions in one plot', async () => {
    const client = drifting(['6', '7']);
    openModelPage({
      client,
      extensions: [monitoringTab],
      path: `${PATH}&compare=versions`,
    });
    const legend = await screen.findByRole('list', { name: 'Legend' });
    await waitFor(() =>
      expect(legend).toHaveTextContent(/^Version 6Version 7/),
    );
    expect(client.getCheckSeries).toHaveBeenCalledWith(
      CHURN_REF,
      expect.objectContaining({ version: '6', points: 200 }),
    );
  });

  it('compares environments in one plot', async () => {
    openModelPage({
      client: drifting(),
      extensions: [monitoringTab],
      path: `${PATH}&compare=environments`,
    });
    const legend = await screen.findByRole('list', { name: 'Legend' });
    expect(legend).toHaveTextContent(/^productionstaging/);
    screen.getByRole('group', { name: /^Plot of Drifted columns/ }).focus();
    await userEvent.keyboard('{End}');
    expect(
      screen.getByText(/UTC: production critical, .*; staging critical, /),
    ).toBeVisible();
  });

  it('marks when versions were created and which ran when', async () => {
    const client = drifting();
    client.getOverview.mockResolvedValue(
      overviewOf({
        ...{ checks: [DRIFTING], monitoring: CRITICAL },
        versions: [versionOf({ version: '8', createdAt: daysAgo(3) })],
      }),
    );
    client.listDeploymentChanges.mockResolvedValue({
      items: [
        {
          ...deploymentOf({ version: '8' }),
          at: daysAgo(2),
        },
      ],
      pageInfo: {},
    });
    openModelPage({ client, extensions: [monitoringTab], path: PATH });
    expect(
      await screen.findByRole('img', {
        name: /version 8 created, version 8 in production/,
      }),
    ).toBeVisible();
    const legend = screen.getByRole('list', { name: 'Legend' });
    expect(legend).toHaveTextContent(
      'A version was createdA version began to run',
    );
  });

  it('says the same as a table', async () => {
    const client = drifting();
    client.listCheckResults.mockResolvedValue({
      items: [
        {
          ...{ status: 'critical', value: 0.75, threshold: 0.5, version: '7' },
          observedAt: '2026-03-02T09:00:00.000Z',
        },
      ],
      pageInfo: {},
    });
    openModelPage({ client, extensions: [monitoringTab], path: PATH });
    await userEvent.click(
      await screen.findByRole('button', { name: 'As a table' }),
    );
    const name = 'Results of Drifted columns in production';
    const results = await screen.findByRole('table', { name });
    expect(within(results).getAllByRole('row')).toHaveLength(2);
    expect(screen.queryByRole('img', { name: /: 3 points/ })).toBeNull();
    const series = screen.getByRole('table', { name: /production over time$/ });
    const [, newest] = within(series).getAllByRole('row');
    expect(newest).toHaveTextContent(/UTCCritical0.750.51$/);
    expect(client.getCheckSeries.mock.lastCall?.[1].points).toBe(40);
  });

  it('says since when another threshold applies', async () => {
    const client = fakeClient(
      overviewOf({
        checks: [
          { ...DRIFTING, thresholdChangedAt: '2026-03-01T09:00:00.000Z' },
        ],
      }),
    );
    openModelPage({ client, extensions: [monitoringTab], path: PATH });
    expect(
      await screen.findByText(/Another threshold was first applied/),
    ).toHaveTextContent('Results from before are shown as they were judged');
  });

  it('says that nothing was observed in the chosen time', async () => {
    const client = drifting();
    client.getCheckSeries.mockImplementation(async (_ref, query) => ({
      ...{ from: query.from, to: query.to, versions: [], points: [] },
    }));
    openModelPage({ client, extensions: [monitoringTab], path: PATH });
    expect(
      await screen.findByText(/Nothing was observed in this time/),
    ).toBeVisible();
  });

  it('says why a history cannot be loaded and tries again', async () => {
    const client = drifting();
    client.getCheckSeries.mockRejectedValue(new Error('No answer'));
    openModelPage({ client, extensions: [monitoringTab], path: PATH });
    expect(await screen.findByRole('alert')).toHaveTextContent('No answer');
    client.getCheckSeries.mockImplementation(async (_ref, query) => ({
      ...{ from: query.from, to: query.to, versions: [] },
      points: pointsOf(0.2, 0.4, 0.75),
    }));
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await plot()).toBeVisible();
  });
});
