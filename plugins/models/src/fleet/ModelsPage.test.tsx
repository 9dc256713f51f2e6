import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  fleetRow,
  fleetServer,
  findRow,
  listedNames,
  openFleet,
} from './__testUtils__/fleetPage';

function manyRows(count: number) {
  return Array.from({ length: count }, (_, i) =>
    fleetRow(`model-${String(i + 1).padStart(3, '0')}`),
  );
}

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

describe('the page of all models', () => {
  it('shows of each model what it is, who owns it and how it does', async () => {
    openFleet({ client: fleetServer(() => [CHURN, PRICE]) });

    const churn = await findRow('churn');
    expect(churn.getByRole('link', { name: 'churn' })).toHaveAttribute(
      'href',
      '/catalog/default/model/churn',
    );
    for (const text of [
      'ranking',
      'owners',
      'High risk',
      'Validation',
      'Runs in production, staging',
      'Critical',
      'Missing',
      'Unsanctioned',
    ]) {
      expect(churn.getByText(text)).toBeInTheDocument();
    }
    expect(churn.getByTitle('psi of income is above 0.2')).toBeInTheDocument();
    const price = await findRow('price');
    expect(price.getByText('Nobody')).toBeInTheDocument();
    expect(price.queryByText('Unsanctioned')).not.toBeInTheDocument();
  });

  it('goes from page to page, and back', async () => {
    openFleet({ client: fleetServer(() => manyRows(60)) });
    await findRow('model-001');
    expect(screen.getByText('1–25 of 60')).toBeInTheDocument();

    const next = () =>
      userEvent.click(screen.getByRole('button', { name: 'Next table page' }));
    await next();
    await findRow('model-026');
    expect(screen.getByText('26–50 of 60')).toBeInTheDocument();
    await next();
    await findRow('model-060');
    expect(screen.getByText('51–60 of 60')).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Previous table page' }),
    );
    await findRow('model-026');
    expect(screen.getByText('26–50 of 60')).toBeInTheDocument();
  });

  it('says how many there are on a later page that a link leads to, and finds the first', async () => {
    openFleet({
      client: fleetServer(() => manyRows(60)),
      route: '/models?cursor=25',
    });
    await findRow('model-026');
    expect(screen.getByText('25 of 60')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Previous table page' }),
    );
    await findRow('model-001');
    expect(screen.getByText('1–25 of 60')).toBeInTheDocument();
  });

  it('has the server sort, from the first page on', async () => {
    const client = fleetServer(() => manyRows(30));
    openFleet({ client, route: '/models?cursor=25' });
    await findRow('model-026');

    await userEvent.click(
      screen.getByRole('columnheader', { name: /Monitoring/ }),
    );
    await waitFor(() =>
      expect(client.listFleet).toHaveBeenLastCalledWith(
        expect.objectContaining({ sort: 'monitoring', order: 'asc' }),
      ),
    );
    expect(client.listFleet.mock.lastCall?.[0]).not.toHaveProperty('cursor');
    await userEvent.click(
      screen.getByRole('columnheader', { name: /Monitoring/ }),
    );
    await waitFor(() =>
      expect(client.listFleet).toHaveBeenLastCalledWith(
        expect.objectContaining({ sort: 'monitoring', order: 'desc' }),
      ),
    );
  });

  it('shows what changed as soon as a message says so', async () => {
    let churn = CHURN;
    const { signals } = openFleet({
      client: fleetServer(() => [churn, PRICE]),
    });
    expect((await findRow('churn')).getByText('Critical')).toBeInTheDocument();

    churn = { ...CHURN, monitoring: 'ok' };
    signals.send(CHURN.channel);

    await waitFor(async () =>
      expect((await findRow('churn')).getByText('OK')).toBeInTheDocument(),
    );
  });

  it('says that the models cannot be had, and tries again', async () => {
    const client = fleetServer(() => [CHURN]);
    client.listFleet.mockRejectedValueOnce(new Error('Database is away'));
    openFleet({ client });

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Could not load the models');
    expect(alert).toHaveTextContent('Database is away');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await findRow('churn');
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('leads to the first page when a place in the list is no more', async () => {
    const client = fleetServer(() => [CHURN]);
    client.listFleet.mockRejectedValueOnce(new Error('query.cursor: no'));
    openFleet({ client, route: '/models?cursor=gone' });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Go to the first page' }),
    );
    await findRow('churn');
    expect(client.listFleet.mock.lastCall?.[0]).not.toHaveProperty('cursor');
  });

  it('tells how to register a model when there is none', async () => {
    openFleet({ client: fleetServer(() => []) });

    expect(await screen.findByText('No models yet')).toBeInTheDocument();
    expect(screen.getByLabelText('example of a model')).toHaveTextContent(
      'kind: Model',
    );
  });
});

describe('tiles of the page of all models', () => {
  it('say how all models do, and list those that they count', async () => {
    openFleet({
      client: fleetServer(() => [CHURN, PRICE]),
      route: '/models?tag=tabular',
    });
    await findRow('price');
    expect(listedNames()).toEqual(['price']);

    const tiles = within(
      screen.getByRole('group', { name: 'State of the fleet' }),
    );
    await userEvent.click(tiles.getByRole('button', { name: '1 Critical' }));
    await waitFor(() => expect(listedNames()).toEqual(['churn']));
    const unsanctioned = tiles.getByRole('button', { name: '1 Unsanctioned' });
    await userEvent.click(unsanctioned);
    await waitFor(() =>
      expect(unsanctioned).toHaveAttribute('aria-pressed', 'true'),
    );
    expect(listedNames()).toEqual(['churn']);

    await userEvent.click(unsanctioned);
    await waitFor(() => expect(listedNames()).toEqual(['churn', 'price']));
    expect(tiles.getByRole('button', { name: '2 Models' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });
});

describe('the selection on the page of all models', () => {
  it('is kept from page to page, and takes all that match', async () => {
    const client = fleetServer(() => [CHURN, ...manyRows(30)]);
    openFleet({ client });
    const churn = await findRow('churn');
    await userEvent.click(churn.getByRole('checkbox'));
    expect(screen.getByText('1 selected')).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Next table page' }),
    );
    await userEvent.click((await findRow('model-030')).getByRole('checkbox'));
    expect(screen.getByText('2 selected')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
    expect(screen.getByText('7 selected')).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', { name: 'Select all 31 that match' }),
    );
    expect(await screen.findByText('31 selected')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the selection' }),
    );
    expect(screen.getByRole('button', { name: 'Assign owner' })).toBeDisabled();
  });

  it('says when all that match cannot be found out', async () => {
    const client = fleetServer(() => [CHURN]);
    client.listFleetRefs.mockRejectedValue(new Error('Database is away'));
    openFleet({ client });
    await findRow('churn');
    await userEvent.click(
      screen.getByRole('button', { name: 'Select all 1 that match' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Could not select them: Database is away',
    );
  });
});
