import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CHURN_REF, overviewOf } from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { lifecycleCard } from '../lifecycle/extensions';

const FORMER = {
  modelRef: 'model:default/leavers',
  ...{ entries: 12, versions: 3, deployments: 1, checks: 2 },
  meanwhile: { versions: 0, deployments: 0, checks: 0 },
};

async function openDialog(formerRecord: typeof FORMER) {
  const client = fakeClient(overviewOf({ formerRecord }));
  client.continueRecord.mockResolvedValue({
    formerRef: FORMER.modelRef,
    entries: 13,
  });
  openModelPage({ client, extensions: [lifecycleCard] });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Continue its record' }),
  );
  return { client, dialog: within(await screen.findByRole('dialog')) };
}

describe('the record of a former name', () => {
  it('is offered with what it holds, and continued with a reason', async () => {
    const { client, dialog } = await openDialog(FORMER);
    expect(screen.getByText('This model was called leavers')).toBeVisible();
    expect(
      screen.getByText(
        'Its record is kept: 3 versions, 1 deployment, 2 checks, 12 entries in the ledger.',
      ),
    ).toBeInTheDocument();
    expect(dialog.queryByRole('checkbox')).not.toBeInTheDocument();

    const send = dialog.getByRole('button', { name: 'Continue it' });
    await userEvent.click(send);
    expect(dialog.getByText('Say why it is the same model')).toBeVisible();
    await userEvent.type(dialog.getByRole('textbox'), 'A better name');
    await userEvent.click(send);

    await waitFor(() =>
      expect(client.continueRecord).toHaveBeenCalledWith(CHURN_REF, {
        formerRef: FORMER.modelRef,
        reason: 'A better name',
        discardReported: false,
      }),
    );
  });

  it('replaces what was reported meanwhile only when that is chosen', async () => {
    const meanwhile = { versions: 1, deployments: 0, checks: 0 };
    const { client, dialog } = await openDialog({ ...FORMER, meanwhile });
    await userEvent.type(dialog.getByRole('textbox'), 'A better name');
    await userEvent.click(dialog.getByRole('button', { name: 'Continue it' }));
    expect(dialog.getByRole('alert')).toHaveTextContent(/It is in the way/);
    expect(client.continueRecord).not.toHaveBeenCalled();
    await userEvent.click(
      dialog.getByRole('checkbox', { name: /1 version, 0 deployments/ }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Continue it' }));

    await waitFor(() =>
      expect(client.continueRecord).toHaveBeenCalledWith(
        CHURN_REF,
        expect.objectContaining({ discardReported: true }),
      ),
    );
  });

  it('is not spoken of when there is none', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      extensions: [lifecycleCard],
    });
    expect(
      await screen.findByText('No version has been reported'),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Continue its record' }),
    ).not.toBeInTheDocument();
  });
});
