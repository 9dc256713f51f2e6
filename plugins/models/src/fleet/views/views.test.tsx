import { mockApis } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  findRow,
  fleetRow,
  fleetServer,
  listedNames,
  openFleet,
} from '../__testUtils__/fleetPage';

const ROWS = [
  fleetRow('churn', { riskTier: 'high', tags: ['retail'] }),
  fleetRow('price', { riskTier: 'limited' }),
];

const HIGH = {
  name: 'High risk',
  query: 'riskTier=high&sort=monitoring&order=desc',
  columns: ['owner', 'tags'],
};

const LIMITED = { name: 'Limited', query: 'riskTier=limited', columns: [] };

async function storageWith(views: object) {
  const storage = mockApis.storage();
  await storage.forBucket('models-fleet').set('views', { ...views });
  return storage;
}

type Storage = ReturnType<typeof mockApis.storage>;

function keptIn(storage: Storage) {
  return storage.forBucket('models-fleet').snapshot('views').value;
}

function open(options: { storage?: Storage; route?: string } = {}) {
  const client = fleetServer(() => ROWS);
  openFleet({ client, ...options });
  return client;
}

async function choose(item: string) {
  await userEvent.click(await screen.findByRole('button', { name: /^Views/ }));
  await userEvent.click(await screen.findByRole('menuitem', { name: item }));
}

function headers() {
  return screen
    .getAllByRole('columnheader')
    .slice(1)
    .map(header => header.textContent);
}

describe('views of the list of models', () => {
  it('are saved with filters, order and columns, and are come back to', async () => {
    const storage = mockApis.storage();
    await storage.forBucket('models-fleet').set('columns', ['owner', 'tags']);
    const client = open({
      storage,
      route: '/models?riskTier=high&sort=monitoring&order=desc',
    });
    await findRow('churn');
    await choose('Save this view…');
    await userEvent.type(
      await screen.findByRole('textbox', { name: /^Name/ }),
      ' High risk ',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(keptIn(storage)).toEqual({ views: [HIGH] }));
    await screen.findByRole('button', { name: 'Views: High risk' });

    await userEvent.click(screen.getByRole('button', { name: 'Columns' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show the usual ones' }),
    );
    await userEvent.keyboard('{Escape}');
    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear the filters' }),
    );
    await waitFor(() => expect(listedNames()).toEqual(['churn', 'price']));
    expect(screen.getByRole('button', { name: 'Views' })).toBeInTheDocument();

    await choose('High risk');
    await waitFor(() => expect(listedNames()).toEqual(['churn']));
    expect(headers()).toEqual(['Model', 'Owner', 'Tags']);
    expect(client.listFleet).toHaveBeenLastCalledWith(
      expect.objectContaining({
        ...{ riskTier: ['high'], sort: 'monitoring', order: 'desc' },
      }),
    );
  });

  it('need a name, and replace the one that has it', async () => {
    const storage = await storageWith({ views: [HIGH] });
    open({ storage, route: '/models?tag=retail' });
    await findRow('churn');
    await choose('Save this view…');
    await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Give it a name')).toBeInTheDocument();
    const name = screen.getByRole('textbox', { name: /^Name/ });
    expect(name).toHaveFocus();
    await userEvent.type(name, 'High risk');
    await userEvent.click(
      screen.getByRole('checkbox', { name: /^Open the list/ }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Replace' }));
    await waitFor(() =>
      expect(keptIn(storage)).toEqual({
        views: [expect.objectContaining({ query: 'tag=retail' })],
        opensWith: 'High risk',
      }),
    );
  });

  it('open the list for who comes and asks for nothing in particular', async () => {
    const storage = await storageWith({
      ...{ views: [HIGH, LIMITED], opensWith: 'Limited' },
    });
    open({ storage });
    await screen.findByRole('button', { name: 'Views: Limited' });
    await waitFor(() => expect(listedNames()).toEqual(['price']));

    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear the filters' }),
    );
    await waitFor(() => expect(listedNames()).toEqual(['churn', 'price']));
  });

  it('do not change what a shared link shows', async () => {
    const storage = await storageWith({
      ...{ views: [LIMITED], opensWith: 'Limited' },
    });
    open({ storage, route: '/models?tag=retail' });
    await findRow('churn');
    expect(listedNames()).toEqual(['churn']);
  });

  it('are renamed, deleted and chosen to open with', async () => {
    const storage = await storageWith({ views: [HIGH, LIMITED] });
    open({ storage });
    await findRow('churn');
    await choose('Manage views…');
    const dialog = within(await screen.findByRole('dialog'));
    const name = dialog.getByRole('textbox', { name: 'Name of Limited' });
    await userEvent.clear(name);
    await userEvent.type(name, 'High risk');
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    expect(
      dialog.getAllByText('Another view has this name').length,
    ).toBeGreaterThan(0);
    await userEvent.click(
      dialog.getByRole('button', { name: 'Delete High risk' }),
    );
    await userEvent.clear(name);
    await userEvent.type(name, 'Harmless');
    await userEvent.click(
      dialog.getByRole('button', { name: /The list opens with/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Harmless' }),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(keptIn(storage)).toEqual({
        views: [{ ...LIMITED, name: 'Harmless' }],
        opensWith: 'Harmless',
      }),
    );
  });

  it('say when they cannot be saved, and keep what was written', async () => {
    const storage = mockApis.storage();
    jest
      .spyOn(storage.forBucket('models-fleet'), 'set')
      .mockRejectedValue(new Error('Settings are away'));
    open({ storage });
    await findRow('churn');
    await choose('Save this view…');
    const name = await screen.findByRole('textbox', { name: /^Name/ });
    await userEvent.type(name, 'Mine');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/Settings are away/)).toBeInTheDocument();
    expect(name).toHaveValue('Mine');
    expect(screen.getByText('The view was not saved')).toBeInTheDocument();
  });

  it('are read as far as they can be, whatever was kept', async () => {
    const storage = await storageWith({
      views: [
        null,
        { name: 'No query' },
        { name: 'Odd', query: 'colour=red&riskTier=high', columns: ['shoe'] },
      ],
      opensWith: 'Gone',
    });
    open({ storage });
    await findRow('price');
    await userEvent.click(screen.getByRole('button', { name: 'Views' }));
    expect(
      (await screen.findAllByRole('menuitem')).map(item => item.textContent),
    ).toEqual(['Odd', 'Save this view…', 'Manage views…']);
    await userEvent.click(screen.getByRole('menuitem', { name: 'Odd' }));
    await waitFor(() => expect(listedNames()).toEqual(['churn']));
    expect(headers()).toEqual(['Model']);
  });
});
