import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { findRow } from '../../fleet/__testUtils__/fleetPage';
import {
  CREDIT,
  applied,
  open,
  ownershipServer,
  pickCredit,
} from '../__testUtils__/orphanServer';

describe('the list of models', () => {
  it('gives many models an owner, also those of other pages that match', async () => {
    const client = ownershipServer();
    open(client, '/models?limit=2');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Select all 4 that match' }),
    );
    expect(await screen.findByText('4 selected')).toBeVisible();
    await userEvent.click((await findRow('alone')).getByRole('checkbox'));
    expect(await screen.findByText('3 selected')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Assign owner' }));
    await pickCredit();
    await userEvent.type(screen.getByLabelText(/Reason/), 'They use them');
    await userEvent.click(
      screen.getByRole('button', { name: 'Show what will change' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change 3 models' }),
    );
    expect(await screen.findByText('3 changed')).toBeVisible();
    expect(applied(client)).toMatchObject([
      {
        modelRefs: ['lost', 'void', 'well'].map(
          name => `model:default/${name}`,
        ),
        owner: CREDIT,
        reason: 'They use them',
      },
    ]);
  });

  it('gives them back to their declared owners', async () => {
    const client = ownershipServer();
    open(client, '/models');
    await userEvent.click((await findRow('lost')).getByRole('checkbox'));
    expect(await screen.findByText('1 selected')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Assign owner' }));
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Back to the declared owners' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Show what will change' }),
    );
    await waitFor(() =>
      expect(client.assignOwners).toHaveBeenCalledWith({
        modelRefs: ['model:default/lost'],
        revert: true,
        dryRun: true,
      }),
    );
  });
});

describe('the list of orphans', () => {
  async function openAndSelectAll() {
    const client = ownershipServer({}, 2);
    open(client, '/models/orphans');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Select all 3' }),
    );
    expect(await screen.findByText('3 selected')).toBeVisible();
    return client;
  }

  it('gives all of them an owner, also those of pages that are not shown', async () => {
    const client = await openAndSelectAll();
    await userEvent.click(screen.getByRole('button', { name: 'Assign owner' }));
    await pickCredit();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show what will change' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change 3 models' }),
    );

    expect(await screen.findByText('3 changed')).toBeVisible();
    expect(applied(client)).toMatchObject([
      { owner: CREDIT, modelRefs: { length: 3 } },
    ]);
  });

  it('takes the choice of all of them back with that of one', async () => {
    await openAndSelectAll();
    const [, first] = screen.getAllByRole('checkbox');
    await userEvent.click(first);

    expect(await screen.findByText('1 selected')).toBeVisible();
  });
});
