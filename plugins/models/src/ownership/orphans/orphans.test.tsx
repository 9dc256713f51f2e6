import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { overviewOf } from '../../__testUtils__/fixtures';
import { fakeClient } from '../../__testUtils__/modelPage';
import {
  CREDIT,
  DATA,
  applied,
  open,
  ownershipServer,
} from '../__testUtils__/orphanServer';

describe('the view of orphans', () => {
  it('is led to from the list of models, which counts them', async () => {
    open(ownershipServer(), '/models');
    expect(
      await screen.findByText('Nobody answers for 3 models'),
    ).toBeVisible();
    expect(
      screen.getByText(
        '1 without an owner, 1 with an owner that the catalog does not know, 1 with an owner without people.',
      ),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: 'Find owners' }));
    expect(
      await screen.findByText(
        'Nothing in the catalog tells; select it and assign an owner',
      ),
    ).toBeVisible();
    expect(
      screen.getByText('The catalog does not know group:default/gone'),
    ).toBeVisible();
    expect(screen.getByText('Nobody is in group:default/empty')).toBeVisible();
    expect(
      screen.getByText('owns component:default/x, which serves it'),
    ).toBeVisible();
  });

  it('narrows down to one problem, at an address of its own', async () => {
    const client = ownershipServer();
    open(client, '/models/orphans?problem=owner-unknown');
    expect(await screen.findByText('Lost model')).toBeVisible();
    expect(screen.queryByText('alone')).not.toBeInTheDocument();
    await userEvent.click(screen.getByText('No owner (1)'));
    expect(await screen.findByText('alone')).toBeVisible();
    expect(screen.queryByText('Lost model')).not.toBeInTheDocument();
  });

  it('does not say that somebody answers for every model when only one problem is solved', async () => {
    const client = ownershipServer();
    await client.assignOwners({
      modelRefs: ['model:default/alone'],
      owner: CREDIT,
    });
    open(client, '/models/orphans?problem=no-owner');
    expect(await screen.findByText('Every model has an owner')).toBeVisible();
    expect(
      screen.getByText('Nobody answers for 2 models, for other reasons.'),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(await screen.findByText('Lost model')).toBeVisible();
  });

  it('accepts one suggestion after showing what it changes', async () => {
    const client = ownershipServer();
    open(client, '/models/orphans');
    await userEvent.click(
      await screen.findByRole('button', {
        name: `Accept ${CREDIT} for Lost model`,
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText(
        '1 of 1 will change. Nothing has been changed yet.',
      ),
    ).toBeVisible();
    expect(applied(client)).toEqual([]);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Change one model' }),
    );
    expect(await dialog.findByText('1 changed')).toBeVisible();
    expect(applied(client)).toEqual([
      {
        modelRefs: ['model:default/lost'],
        owner: CREDIT,
        expectedOwners: { 'model:default/lost': 'group:default/gone' },
      },
    ]);
    await userEvent.click(dialog.getByText('Close'));
    await waitFor(() =>
      expect(screen.queryByText('Lost model')).not.toBeInTheDocument(),
    );
    expect(screen.getByText('All (2)')).toBeVisible();
  });

  it('accepts many at once, and tries again what was refused', async () => {
    const client = ownershipServer({
      'model:default/void': {
        modelRef: 'model:default/void',
        outcome: 'refused',
        problem: { code: 'conflict', message: 'Ada was faster' },
      },
    });
    open(client, '/models/orphans');
    const all = await screen.findByRole('checkbox', { name: /select all/i });
    await userEvent.click(all);
    expect(screen.getByText('3 selected')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Accept 2 suggestions' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Change 2 models' }),
    );
    expect(await dialog.findByText('1 changed, 1 refused')).toBeVisible();
    expect(dialog.getByText('Ada was faster')).toBeVisible();

    await userEvent.click(
      dialog.getByRole('button', { name: 'Try the refused again' }),
    );
    expect(await dialog.findByText('2 changed')).toBeVisible();
    expect(applied(client).map(({ owner }) => owner)).toEqual([
      CREDIT,
      DATA,
      DATA,
    ]);
  });

  it('goes on calling a model by its title when it is refused without one', async () => {
    const client = ownershipServer();
    client.assignOwners.mockImplementation(
      async ({ modelRefs, dryRun = false }) => ({
        dryRun,
        items: modelRefs.map(modelRef =>
          dryRun
            ? { modelRef, title: 'Lost model', outcome: 'changed' }
            : {
                modelRef,
                outcome: 'refused',
                problem: { code: 'not-allowed', message: 'You may not' },
              },
        ),
      }),
    );
    open(client, '/models/orphans?problem=owner-unknown');
    await userEvent.click(
      await screen.findByRole('button', {
        name: `Accept ${CREDIT} for Lost model`,
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Change one model' }),
    );
    expect(await dialog.findByText('You may not')).toBeVisible();
    expect(dialog.getByRole('rowheader')).toHaveTextContent('Lost model');
  });

  it('looks at what was refused as it is now, before it is tried again', async () => {
    const client = ownershipServer();
    const modelRef = 'model:default/lost';
    open(client, `/models/orphans?problem=owner-unknown`);
    await userEvent.click(
      await screen.findByRole('button', {
        name: `Accept ${CREDIT} for Lost model`,
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const change = await dialog.findByRole('button', {
      name: 'Change one model',
    });
    client.assignOwners.mockResolvedValueOnce({
      dryRun: false,
      items: [
        {
          ...{ modelRef, outcome: 'refused' },
          problem: { code: 'conflict', message: 'Ada was faster' },
        },
      ],
    });
    await userEvent.click(change);
    const again = await dialog.findByRole('button', {
      name: 'Try the refused again',
    });

    client.assignOwners.mockRejectedValueOnce(new Error('No answer'));
    await userEvent.click(again);
    expect(
      await dialog.findByText('The preview could not be made'),
    ).toBeVisible();
    expect(dialog.getByText('Ada was faster')).toBeVisible();

    client.assignOwners.mockResolvedValueOnce({
      dryRun: true,
      items: [{ modelRef, outcome: 'changed', before: DATA, after: CREDIT }],
    });
    await userEvent.click(again);
    expect(await dialog.findByText('1 changed')).toBeVisible();
    expect(applied(client).at(-1)).toMatchObject({
      expectedOwners: { [modelRef]: DATA },
    });
  });

  it('says when somebody answers for every model', async () => {
    open(
      Object.assign(ownershipServer(), {
        listOrphans: fakeClient(overviewOf()).listOrphans,
      }),
      '/models/orphans',
    );
    expect(
      await screen.findByText('Somebody answers for every model'),
    ).toBeVisible();
  });
});
