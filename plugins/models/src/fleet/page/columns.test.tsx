import { mockApis } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  findRow,
  fleetRow,
  fleetServer,
  openFleet,
} from '../__testUtils__/fleetPage';

const CHURN = fleetRow('churn', {
  system: 'system:default/retention',
  tags: ['retail', 'tabular'],
});

const USUAL = [
  'Model',
  'Owner',
  'Risk tier',
  'Stage',
  'Monitoring',
  'Sign-offs',
];

function shownColumns() {
  // The first column has the boxes of the selection.
  return screen
    .getAllByRole('columnheader')
    .slice(1)
    .map(header => header.textContent);
}

describe('the columns of the list of models', () => {
  it('are chosen by each person, and kept', async () => {
    const storage = mockApis.storage();
    openFleet({ client: fleetServer(() => [CHURN]), storage });
    await findRow('churn');
    expect(shownColumns()).toEqual(USUAL);

    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    const picker = within(await screen.findByRole('dialog'));
    await userEvent.click(picker.getByRole('checkbox', { name: 'Tags' }));
    await userEvent.click(picker.getByRole('checkbox', { name: 'Risk tier' }));

    const chosen = ['owner', 'stage', 'monitoring', 'signOff', 'tags'];
    await waitFor(() =>
      expect(
        storage.forBucket('models-fleet').snapshot('columns').value,
      ).toEqual(expect.arrayContaining(chosen)),
    );
    await userEvent.keyboard('{Escape}');
    expect(shownColumns()).toEqual([
      ...['Model', 'Owner', 'Stage', 'Monitoring', 'Sign-offs', 'Tags'],
    ]);
    expect(
      (await findRow('churn')).getByText('retail, tabular'),
    ).toBeInTheDocument();
  });

  it('are those that were chosen before, as far as they are still known', async () => {
    const storage = mockApis.storage();
    await storage
      .forBucket('models-fleet')
      .set('columns', ['system', 'shoe-size']);
    openFleet({ client: fleetServer(() => [CHURN]), storage });
    await findRow('churn');
    expect(shownColumns()).toEqual(['Model', 'System']);

    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show the usual ones' }),
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(shownColumns()).toEqual(USUAL));
  });
});
