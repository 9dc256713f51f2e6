import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CHURN_REF, checkOf, overviewOf } from '../__testUtils__/fixtures';
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

describe('MonitoringTab', () => {
  it('unfolds a check to its history, as a picture and as a table', async () => {
    const client = fakeClient(
      overviewOf({ checks: [DRIFTING, FAILED], monitoring: CRITICAL }),
    );
    const result = (value: number, observedAt: string) => ({
      status: value > 0.5 ? ('critical' as const) : ('ok' as const),
      value,
      threshold: 0.5,
      version: '7',
      observedAt,
    });
    client.listCheckResults.mockImplementation(async (_ref, query) =>
      query.cursor
        ? { items: [result(0.2, '2026-02-28T09:00:00.000Z')], pageInfo: {} }
        : {
            items: [
              result(0.75, '2026-03-02T09:00:00.000Z'),
              result(0.4, '2026-03-01T09:00:00.000Z'),
            ],
            pageInfo: { nextCursor: 'second' },
          },
    );
    openModelPage({ client, extensions: [monitoringTab] });

    const unfold = await screen.findByRole('button', {
      name: 'History of Drifted columns in production',
    });
    expect(unfold).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(unfold);

    expect(unfold).toHaveAttribute('aria-expanded', 'true');
    const history = await screen.findByRole('table', {
      name: 'Results of Drifted columns in production',
    });
    expect(within(history).getAllByRole('row')).toHaveLength(3);
    expect(
      screen.getByRole('img', { name: /2 values between 0.4 and 0.75/ }),
    ).toBeInTheDocument();
    expect(client.listCheckResults).toHaveBeenCalledWith(
      CHURN_REF,
      expect.objectContaining({
        check: 'Drifted columns',
        environment: 'production',
      }),
    );

    await userEvent.click(
      screen.getByRole('button', { name: 'Show more results' }),
    );
    expect(
      await screen.findByRole('img', { name: /3 values between 0.2 and 0.75/ }),
    ).toBeInTheDocument();

    await userEvent.click(unfold);
    expect(history).not.toBeInTheDocument();
  });

  it('says why a history cannot be loaded and tries again', async () => {
    const client = fakeClient(
      overviewOf({ checks: [DRIFTING], monitoring: CRITICAL }),
    );
    client.listCheckResults.mockRejectedValueOnce(new Error('No answer'));
    openModelPage({ client, extensions: [monitoringTab] });

    await userEvent.click(
      await screen.findByRole('button', { name: /^History of/ }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('No answer');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('table', { name: /^Results of/ }),
    ).toBeVisible();
  });
});
