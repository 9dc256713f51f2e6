import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import {
  churnModel,
  CHURN_REF,
  overviewOf,
  versionOf,
} from '../../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../../__testUtils__/modelPage';
import { lifecycleCard } from '../extensions';
import { checkDay } from './checkDay';
import { describeEnd } from './describeEnd';

const END = {
  date: '2099-12-31',
  reason: 'Use the new one',
  setBy: 'user:default/tilda-teamlead',
  setAt: '2026-03-01T09:00:00.000Z',
};

function clientWith(endOfLife?: typeof END) {
  return fakeClient(
    overviewOf({
      versions: [versionOf({ version: '8' })],
      lifecycle: { stage: 'validation', endOfLife },
    }),
  );
}

describe('the end of life of a model', () => {
  it('is set with a day and a reason', async () => {
    const client = clientWith();
    client.setEndOfLife.mockResolvedValue(END);
    openModelPage({ client, extensions: [lifecycleCard] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Set an end of life' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText(/Nothing that you may see/)).toBeVisible();

    const send = dialog.getByRole('button', { name: 'Set it' });
    await userEvent.click(send);
    expect(
      dialog.getByText('Choose the last day, e.g. 2027-03-31'),
    ).toBeVisible();
    expect(dialog.getByText('Say why, and what to use instead')).toBeVisible();

    const [month] = dialog.getAllByRole('spinbutton');
    await userEvent.click(month);
    await userEvent.keyboard('12312099');
    await userEvent.type(dialog.getByRole('textbox'), END.reason);
    await userEvent.click(send);
    await waitFor(() =>
      expect(client.setEndOfLife).toHaveBeenCalledWith(CHURN_REF, {
        ...{ date: END.date, reason: END.reason },
      }),
    );
  });

  it('is shown and set before any version is reported, as whatever depends on the model shows it', async () => {
    const client = fakeClient(
      overviewOf({ lifecycle: { stage: 'production', endOfLife: END } }),
    );
    openModelPage({ client, extensions: [lifecycleCard] });
    expect(
      await screen.findByRole('note', { name: 'End of life' }),
    ).toHaveTextContent('December 31, 2099');
    expect(screen.getByText('No version has been reported')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Change the end of life' }),
    ).toBeVisible();
  });

  it('is shown with who set it, and taken back with a reason', async () => {
    const client = clientWith(END);
    client.clearEndOfLife.mockResolvedValue({ cleared: true });
    openModelPage({ client, extensions: [lifecycleCard] });

    const note = await screen.findByRole('note', { name: 'End of life' });
    expect(note).toHaveTextContent(
      /end of life on December 31, 2099Use the new oneSet by tilda-teamlead/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Take it back' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'It goes on');
    await userEvent.click(dialog.getByRole('button', { name: 'Take it back' }));
    await waitFor(() =>
      expect(client.clearEndOfLife).toHaveBeenCalledWith(CHURN_REF, {
        reason: 'It goes on',
      }),
    );
  });

  it('is shown on the page of a model that was derived from it', async () => {
    const client = clientWith();
    const base = 'model:default/base';
    client.getSummaries.mockResolvedValue({
      items: [
        {
          ...{ modelRef: base, channel: 'base', stage: 'retired' },
          ...{ environments: [], monitoring: 'ok', monitoringReason: '' },
          ...{ signOff: 'not-required', unsanctioned: 0 },
          endOfLife: END.date,
        },
      ],
    });
    const churn = churnModel();
    openModelPage({
      client,
      extensions: [lifecycleCard],
      entity: {
        ...churn,
        relations: [{ type: 'derivedFrom', targetRef: base }],
      },
    });

    expect(
      await screen.findByRole('note', { name: 'Models that end' }),
    ).toHaveTextContent(
      /base: It is in Retired: no version is in use.*December 31, 2099/,
    );
  });
});

describe('a last day', () => {
  it.each([
    ['', 'Choose the last day, e.g. 2027-03-31'],
    ['2026-02-30', 'Choose the last day, e.g. 2027-03-31'],
    ['2020-01-01', 'Choose a day that is not over yet'],
    [DateTime.utc().toISODate(), null],
  ])('%s is judged: %s', (day, problem) => {
    expect(checkDay(day)).toBe(problem);
  });

  it('is said differently when it is over', () => {
    const now = DateTime.fromISO('2026-06-01T12:00:00');
    expect(describeEnd('2026-06-01', now)).toMatch(/^It reaches/);
    expect(describeEnd('2026-05-31', now)).toMatch(/^Its end of life was/);
  });
});
