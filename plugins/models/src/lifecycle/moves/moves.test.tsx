import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HELD_BACK } from '../../__testUtils__/fakeClient';
import {
  CHURN_REF,
  deploymentOf,
  overviewOf,
  refusal,
  versionOf,
} from '../../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../../__testUtils__/modelPage';
import { versionsTab } from '../extensions';

const VERSION = versionOf({
  version: '8',
  lastMove: {
    ...{ version: '8', from: 'development', stage: 'validation' },
    movedBy: 'user:default/tilda-teamlead',
    movedAt: '2026-03-01T09:00:00.000Z',
    promotion: 'manual',
    reviewIds: ['review-1'],
  },
});

async function openDialog(client = clientWithVersion()) {
  openModelPage({ client, extensions: [versionsTab] });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Move version 8' }),
  );
  return within(await screen.findByRole('dialog'));
}

function clientWithVersion() {
  const client = fakeClient(
    overviewOf({
      versions: [VERSION],
      deployments: [deploymentOf({ version: '8' })],
    }),
  );
  client.listVersions.mockResolvedValue({ items: [VERSION], pageInfo: {} });
  return client;
}

describe('moving a version', () => {
  it('says who brought it into its stage, and under which review', async () => {
    openModelPage({ client: clientWithVersion(), extensions: [versionsTab] });

    const row = await screen.findByRole('row', { name: /^8/ });
    expect(row).toHaveTextContent(/Validation.*by tilda-teamlead/);
    expect(
      within(row).getByRole('link', { name: 'in its review' }),
    ).toHaveAttribute('href', '/churn/governance?version=8');
  });

  it('offers every move, and says what is missing for those that it lacks', async () => {
    const dialog = await openDialog();

    expect(
      dialog.getAllByRole('radio').map(radio => ({
        name: radio.closest('label')?.textContent,
        enabled: !radio.matches(':disabled'),
      })),
    ).toEqual([
      {
        name: 'Move back to Development: nothing is missing',
        enabled: true,
      },
      { name: 'Promote to Production: 1 sign-off is missing', enabled: false },
      { name: 'Move to Retired: nothing is missing', enabled: true },
    ]);
    expect(
      dialog.getByText('Independent validation: Needs 1 more approval'),
    ).toBeVisible();
  });

  it('asks where to and why before it sends anything', async () => {
    const client = clientWithVersion();
    client.moveStage.mockResolvedValue(versionOf({ version: '8' }));
    const dialog = await openDialog(client);

    await userEvent.click(dialog.getByRole('button', { name: 'Move it' }));
    expect(dialog.getByText('Choose where it is to go')).toBeVisible();
    await userEvent.click(dialog.getByRole('radio', { name: /back to/ }));
    const send = dialog.getByRole('button', {
      name: 'Move back to Development',
    });
    await userEvent.click(send);
    expect(dialog.getByText('Say why')).toBeVisible();
    expect(client.moveStage).not.toHaveBeenCalled();

    await userEvent.type(dialog.getByRole('textbox'), 'It drifts');
    await userEvent.click(send);
    await waitFor(() =>
      expect(client.moveStage).toHaveBeenCalledWith(CHURN_REF, {
        ...{ version: '8', stage: 'development' },
        ...{ expectedStage: 'validation', reason: 'It drifts' },
      }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('shows what still uses a version that ends', async () => {
    const client = clientWithVersion();
    client.listDependants.mockResolvedValue({
      items: [
        {
          entityRef: 'component:default/shop',
          relation: 'serves',
          owner: 'group:default/shop-team',
        },
      ],
    });
    const dialog = await openDialog(client);
    await userEvent.click(dialog.getByRole('radio', { name: /Retired/ }));

    expect(dialog.getByText('It still runs in one place')).toBeVisible();
    expect(dialog.getByText(/production \(primary\)/)).toBeVisible();
    expect(
      await dialog.findByRole('list', { name: 'Depend on this model' }),
    ).toHaveTextContent('shop serves it, owned by shop-team');
    expect(dialog.getByText(/their owners are told\.$/)).toBeVisible();
    expect(
      dialog.getByRole('group', { name: 'End of life of the model' }),
    ).toBeVisible();
  });

  it('says why the server refused it, and keeps the reason', async () => {
    const client = clientWithVersion();
    client.moveStage.mockRejectedValue(
      await refusal(409, 'ConflictError', 'It is in production by now'),
    );
    const dialog = await openDialog(client);
    await userEvent.click(dialog.getByRole('radio', { name: /back to/ }));
    await userEvent.type(dialog.getByRole('textbox'), 'It drifts');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Move back to Development' }),
    );

    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'It is in production by now',
    );
    expect(dialog.getByRole('textbox')).toHaveValue('It drifts');
  });

  it('says so when the moves cannot be had', async () => {
    const client = clientWithVersion();
    client.listPossibleMoves.mockRejectedValue(
      await refusal(503, 'ServiceUnavailableError', 'The database is away'),
    );
    openModelPage({ client, extensions: [versionsTab] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Move version 8' }),
    );

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is away',
    );
  });

  it('tells whoever lacks the permission', async () => {
    const client = clientWithVersion();
    client.listPossibleMoves.mockResolvedValue({
      ...HELD_BACK,
      mayMove: false,
    });
    const dialog = await openDialog(client);

    expect(
      dialog.getByText('You lack the permission to move versions.'),
    ).toBeVisible();
    dialog.getAllByRole('radio').forEach(radio => expect(radio).toBeDisabled());
  });
});
