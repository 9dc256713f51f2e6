import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CHURN_REF,
  checkOf,
  overviewOf,
  refusal,
} from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { monitoringTab } from './extensions';

const DRIFT = checkOf({ check: 'Drift' });
const RETIRED = {
  ...DRIFT,
  retired: {
    by: 'user:default/tilda-teamlead',
    at: '2026-03-01T09:00:00.000Z',
    reason: 'Another one took its place',
  },
};

describe('a check that is no longer run', () => {
  function open(
    facts: Parameters<typeof overviewOf>[0] = { checks: [DRIFT] },
    path = '/',
  ) {
    const client = fakeClient(overviewOf(facts));
    openModelPage({ client, extensions: [monitoringTab], path });
    return client;
  }

  it.each([
    ['its row', '/', 'Retire Drift in production'],
    [
      'its history',
      '/?check=Drift&environment=production',
      'Retire this check',
    ],
  ])('is retired from %s, with a reason', async (_, path, button) => {
    const client = open(undefined, path);
    client.retireCheck.mockResolvedValue(RETIRED);
    await userEvent.click(await screen.findByRole('button', { name: button }));

    const dialog = await screen.findByRole('dialog', {
      name: 'Retire Drift in production?',
    });
    const send = within(dialog).getByRole('button', { name: 'Retire' });
    await userEvent.click(send);
    expect(within(dialog).getByText('Say why')).toBeVisible();
    expect(client.retireCheck).not.toHaveBeenCalled();
    await userEvent.type(
      within(dialog).getByRole('textbox', { name: /Reason/ }),
      'Another one took its place',
    );
    client.getOverview.mockResolvedValue(
      overviewOf({ monitoring: { retiredChecks: 1 } }),
    );
    await userEvent.click(send);

    expect(client.retireCheck).toHaveBeenCalledWith(CHURN_REF, {
      ...{ check: 'Drift', environment: 'production' },
      reason: 'Another one took its place',
    });
    expect(await screen.findByText('No check is run any more')).toBeVisible();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('stays when the server refuses, with the reason kept', async () => {
    const client = open();
    client.retireCheck.mockRejectedValue(
      await refusal(409, 'ConflictError', 'It was retired before'),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Retire Drift in production' }),
    );
    const dialog = await screen.findByRole('dialog');
    const reason = within(dialog).getByRole('textbox', { name: /Reason/ });
    await userEvent.type(reason, 'Not needed');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Retire' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'It was retired before',
    );
    expect(reason).toHaveValue('Not needed');
  });

  it('is not offered to those who may not', async () => {
    open({ checks: [DRIFT], viewer: { mayRetireChecks: false } });
    expect(
      await screen.findByRole('button', {
        name: 'History of Drift in production',
      }),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /Retire/ })).toBeNull();
  });

  it('is found under the retired ones, with who, why and its history', async () => {
    const client = open({
      ...{ checks: [checkOf({ check: 'F1' })] },
      monitoring: { retiredChecks: 1 },
    });
    client.listRetiredChecks.mockResolvedValue({
      ...{ items: [RETIRED], pageInfo: {} },
    });
    const inUse = await screen.findByRole('radio', { name: 'In use (1)' });
    expect(inUse).toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: 'Retired (1)' }));

    const table = await screen.findByRole('table', { name: /^Retired checks/ });
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent(
      /Drift.*production.*by tilda-teamlead.*Another one took its place/,
    );
    await userEvent.click(
      within(table).getByRole('button', {
        name: 'History of Drift in production',
      }),
    );
    expect(
      await screen.findByText(/Nothing was observed in this time/),
    ).toBeVisible();
    expect(client.getCheckSeries).toHaveBeenCalledWith(
      CHURN_REF,
      expect.objectContaining({ check: 'Drift', environment: 'production' }),
    );
    await userEvent.click(screen.getByRole('radio', { name: 'In use (1)' }));
    expect(
      await screen.findByRole('table', { name: 'Checks, the worst first' }),
    ).toBeVisible();
  });

  it('is said to be none when there is none', async () => {
    open({ checks: [DRIFT] }, '/?checks=retired');
    expect(await screen.findByText('No check is retired.')).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: /In use/ }));
    expect(await screen.findByText('Drift')).toBeVisible();
  });
});
