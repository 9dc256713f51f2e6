import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  fleetRow,
  fleetServer,
  findRow,
  listedNames,
  openFleet,
} from '../__testUtils__/fleetPage';

const CHURN = fleetRow('churn', {
  type: 'ranking',
  riskTier: 'high',
  stage: 'validation',
  environments: ['production', 'staging'],
  monitoring: 'critical',
  monitoringReason: 'psi of income is above 0.2',
  signOff: 'missing',
  unsanctioned: 1,
});
const PRICE = fleetRow('price', { owner: undefined, tags: ['tabular'] });

describe('filters of the page of all models', () => {
  const openFilters = async () => {
    await findRow('churn');
    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    return within(await screen.findByRole('group', { name: 'Filters' }));
  };

  it('narrow the list, and count', async () => {
    openFleet({ client: fleetServer(() => [CHURN, PRICE]) });
    const filters = await openFilters();

    await userEvent.click(
      filters.getByRole('checkbox', { name: 'High risk (1)' }),
    );
    await waitFor(() => expect(listedNames()).toEqual(['churn']));
    await userEvent.click(
      filters.getByRole('checkbox', { name: 'Not set (1)' }),
    );
    await waitFor(() => expect(listedNames()).toEqual(['churn', 'price']));
    await userEvent.click(
      filters.getByRole('checkbox', { name: 'High risk (1)' }),
    );
    await waitFor(() => expect(listedNames()).toEqual(['price']));
  });

  it('lead to the search by a key, and leave the key to who writes', async () => {
    openFleet({ client: fleetServer(() => [CHURN, PRICE]) });
    const filters = await openFilters();
    await userEvent.click(
      filters.getByRole('checkbox', { name: 'High risk (1)' }),
    );
    await userEvent.keyboard('/');
    const search = screen.getByRole('searchbox', { name: 'Search the models' });
    expect(search).toHaveFocus();
    expect(search).toHaveValue('');
    await userEvent.keyboard('/');
    expect(search).toHaveValue('/');
  });

  it('come from the address, also what no model has any more', async () => {
    openFleet({
      client: fleetServer(() => [CHURN, PRICE]),
      route: '/models?monitoring=critical&monitoring=stale',
    });
    const filters = await openFilters();
    expect(listedNames()).toEqual(['churn']);
    expect(
      filters.getByRole('checkbox', { name: 'Critical (1)' }),
    ).toBeChecked();
    expect(filters.getByRole('checkbox', { name: 'Stale (0)' })).toBeChecked();
    expect(filters.getByRole('checkbox', { name: 'OK (1)' })).not.toBeChecked();
  });

  it('ask for my models only', async () => {
    const client = fleetServer(() => [CHURN]);
    openFleet({ client });
    const filters = await openFilters();
    await userEvent.click(
      filters.getByRole('checkbox', { name: 'My models (1)' }),
    );
    await waitFor(() =>
      expect(client.listFleet).toHaveBeenLastCalledWith(
        expect.objectContaining({ mine: 'true' }),
      ),
    );
  });

  it('show many values on demand, searchable, and never hide what is chosen', async () => {
    const rows = [
      ...Array.from({ length: 20 }, (_, i) =>
        fleetRow(`m-${i}`, { tags: [`tag-${i}`] }),
      ),
      CHURN,
    ];
    openFleet({ client: fleetServer(() => rows), route: '/models?tag=tag-17' });
    await findRow('m-17');
    await userEvent.click(screen.getByRole('button', { name: 'Filters' }));
    const tags = await screen.findByRole('group', { name: 'Tag' });
    expect(within(tags).getAllByRole('checkbox')).toHaveLength(7);
    expect(
      within(tags).getByRole('checkbox', { name: 'tag-17 (1)' }),
    ).toBeChecked();

    await userEvent.click(screen.getByRole('button', { name: 'Show all 20' }));
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search Tag' }),
      'tag-1',
    );
    const shown = within(
      screen.getByRole('group', { name: 'Tag' }),
    ).getAllByRole('checkbox');
    expect(shown).toHaveLength(11);
    await userEvent.click(screen.getByRole('checkbox', { name: 'tag-12 (1)' }));
    await waitFor(() => expect(listedNames()).toEqual(['m-12', 'm-17']));
  });

  it('search for words once nobody types any more', async () => {
    const client = fleetServer(() => [CHURN, PRICE]);
    openFleet({ client });
    await findRow('churn');

    const search = screen.getByRole('searchbox', { name: 'Search the models' });
    await userEvent.type(search, 'pric');
    await waitFor(() => expect(listedNames()).toEqual(['price']));
    const texts = client.listFleet.mock.calls.map(([query]) => query?.text);
    expect(texts).not.toContain('p');

    await userEvent.clear(search);
    await waitFor(() => expect(listedNames()).toEqual(['churn', 'price']));
  });

  it('offer to be cleared when no model matches', async () => {
    openFleet({
      client: fleetServer(() => [CHURN]),
      route: '/models?text=nothing-like-it',
    });
    expect(
      await screen.findByText('No model matches these filters'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );
    await findRow('churn');
    expect(
      screen.getByRole('searchbox', { name: 'Search the models' }),
    ).toHaveValue('');
  });
});
