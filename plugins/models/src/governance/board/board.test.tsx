import { BoardFacets, BoardRow } from '@modelry/backstage-plugin-models-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CHURN_ROW,
  openBoard,
  waitingOf,
  watchFiles,
} from '../../__testUtils__/boardPage';
import { fakeClient, NO_FACETS } from '../../__testUtils__/fakeClient';
import { CHURN_REF, overviewOf, refusal } from '../../__testUtils__/fixtures';

const FACETS: BoardFacets = {
  ...NO_FACETS,
  totalModels: 20,
  statuses: [
    { value: 'missing', count: 5 },
    { value: 'approved', count: 7 },
    { value: 'not-required', count: 8 },
  ],
  waiting: 3,
  owners: [{ value: 'group:default/marketing', count: 5 }],
  riskTiers: [{ value: 'high', count: 7 }],
  requirements: [
    { value: 'independent-validation', title: 'Validation', count: 4 },
  ],
};
const ROW: BoardRow = {
  ...CHURN_ROW,
  stage: 'validation',
  version: '8',
  signOff: 'missing',
  unsanctioned: 1,
  running: [
    { version: '7', environment: 'production', sanctioned: true },
    { version: '6', environment: 'pilot', sanctioned: false },
  ],
  requirements: [
    {
      id: 'independent-validation',
      title: 'Independent validation',
      stage: 'production',
      status: 'missing',
      reason: 'Needs 1 more approval',
    },
  ],
};
const OTHER: BoardRow = {
  ...ROW,
  modelRef: 'model:default/price',
  title: '=1+1',
  unsanctioned: 0,
  running: [
    {
      ...{ version: '2', environment: 'production' },
      ...{ sanctioned: true, waived: true },
    },
  ],
  requirements: [
    {
      ...ROW.requirements[0],
      id: 'privacy',
      title: 'Privacy',
      status: 'approved',
    },
  ],
};

function server() {
  const client = fakeClient(overviewOf());
  client.getBoardFacets.mockResolvedValue(FACETS);
  return client;
}

async function choose(label: string, option: string | RegExp) {
  await userEvent.click(
    await screen.findByRole('button', { name: new RegExp(label) }),
  );
  await userEvent.click(await screen.findByRole('option', { name: option }));
}

describe('the governance board', () => {
  it('begins with what waits, and says how much there is on each view', async () => {
    openBoard({ client: server() });

    const views = await screen.findByRole('navigation', {
      name: 'Views of the board',
    });
    const waiting = await within(views).findByRole('link', {
      name: /Waiting for me ?3/,
    });
    expect(waiting).toHaveAttribute('aria-current', 'page');
    expect(await screen.findByText('Nothing waits for you')).toBeVisible();

    await userEvent.click(
      within(views).getByRole('link', { name: /Requirements ?12/ }),
    );
    expect(
      await screen.findByText(/No policy asks for a sign-off of any model/),
    ).toBeVisible();
  });

  it.each([
    ['/expiring', 'No sign-off expires within 90 days'],
    ['/waivers', 'No requirement is waived'],
    ['/unsanctioned', 'Everything that runs has its sign-offs'],
    ['/matrix', /No policy asks for a sign-off of any model/],
    ['/elsewhere', 'The board has no such view'],
  ])('has an address for each view: %s', async (path, text) => {
    openBoard({ client: server(), path });
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('says why a view cannot be had, and tries again', async () => {
    const client = server();
    client.listBoardWaivers.mockRejectedValueOnce(
      await refusal(503, 'ServiceUnavailableError', 'The database is away'),
    );
    openBoard({ client, path: '/waivers' });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Could not load the waivers.*The database is away/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('No requirement is waived')).toBeVisible();
  });

  it('reads the filters from the address, keeps them there, and clears them', async () => {
    const client = server();
    openBoard({
      client,
      path: '/matrix?riskTier=high&status=missing&owner=group:default/marketing',
    });

    expect(
      await screen.findByText('Nothing matches these filters'),
    ).toBeVisible();
    expect(client.listBoard).toHaveBeenLastCalledWith(
      expect.objectContaining({
        riskTier: 'high',
        status: 'missing',
        owner: 'group:default/marketing',
      }),
    );

    await choose('Requirement', 'Validation (4)');
    await waitFor(() =>
      expect(client.listBoard).toHaveBeenLastCalledWith(
        expect.objectContaining({
          riskTier: 'high',
          requirement: 'independent-validation',
        }),
      ),
    );

    // The filters follow into the next view, as far as it knows them.
    await userEvent.click(screen.getByRole('link', { name: /^Expiring/ }));
    await waitFor(() =>
      expect(client.listExpiring).toHaveBeenCalledWith(
        expect.objectContaining({ riskTier: 'high', days: 90 }),
      ),
    );
    await choose('Expires within', '30 days');
    await waitFor(() =>
      expect(client.listExpiring).toHaveBeenLastCalledWith(
        expect.objectContaining({ riskTier: 'high', days: 30 }),
      ),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Clear the filters' }),
    );
    await waitFor(() =>
      expect(client.listExpiring).toHaveBeenLastCalledWith(
        expect.objectContaining({ riskTier: undefined, days: 90 }),
      ),
    );
  });

  it('ignores what the address says and no filter knows', async () => {
    const client = server();
    openBoard({ client, path: '/matrix?riskTier=enormous&status=%27&days=7' });
    await waitFor(() => expect(client.listBoard).toHaveBeenCalled());
    expect(client.listBoard.mock.calls[0][0]).toMatchObject({
      riskTier: undefined,
      status: undefined,
    });
  });

  it('shows models and requirements, and pages through them', async () => {
    const client = server();
    client.listBoard.mockImplementation(async query =>
      query?.cursor
        ? { items: [OTHER], pageInfo: {} }
        : { items: [ROW], pageInfo: { nextCursor: 'more' } },
    );
    openBoard({ client, path: '/matrix' });

    const row = await screen.findByRole('row', { name: /Churn/ });
    expect(row).toHaveTextContent(/High risk.*Validation.*Missing.*Version 8/);
    expect(row).toHaveTextContent('1 unsanctioned');
    expect(row).toHaveTextContent(
      /Version 7 runs in production with all of its sign-offs.*Version 6 runs in pilot unsanctioned/,
    );
    expect(within(row).getByRole('link', { name: 'Churn' })).toHaveAttribute(
      'href',
      expect.stringMatching(/governance$/),
    );

    await userEvent.click(
      screen.getByRole('button', { name: 'Show more rows' }),
    );
    const other = await screen.findByRole('row', { name: /=1\+1/ });
    expect(other).toHaveTextContent(
      /Version 2 runs in production with all of its sign-offs, or waivers of them.*Not asked for.*Approved/,
    );
    expect(
      screen.getAllByRole('columnheader').map(header => header.textContent),
    ).toEqual([
      'Model',
      'Stage of the model',
      'Sign-offs of the version in question',
      'Independent validation',
      'Privacy',
    ]);
  });

  it('exports all pages of the filtered view as CSV', async () => {
    const files = watchFiles();
    const client = server();
    client.listBoard.mockImplementation(async query =>
      query?.cursor
        ? { items: [OTHER], pageInfo: {} }
        : { items: [ROW], pageInfo: { nextCursor: 'more' } },
    );
    openBoard({ client, path: '/matrix?riskTier=high' });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Export as CSV' }),
    );
    await waitFor(() => expect(files).toHaveLength(1));
    expect(files[0].name).toBe('governance-matrix.csv');
    const lines = (await readText(files[0].blob)).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^\ufeffModel,Title,Owner,System,Risk tier/);
    expect(lines[1]).toBe(
      `${CHURN_REF},Churn,group:default/marketing,,high,validation,8,missing,1,Version 7 runs in production with all of its sign-offs; Version 6 runs in pilot unsanctioned,Independent validation,independent-validation,production,missing,Needs 1 more approval,`,
    );
    // A title that a spreadsheet would run as a formula.
    expect(lines[2]).toMatch(/^model:default\/price,'=1\+1,/);
    expect(client.listBoard).toHaveBeenLastCalledWith(
      expect.objectContaining({ riskTier: 'high', limit: 200, cursor: 'more' }),
    );
  });

  it('says why an export failed', async () => {
    const client = server();
    client.listWaiting.mockImplementation(async query => {
      if (query?.limit === 200) {
        throw new Error('The network is away');
      }
      return { items: [waitingOf()], pageInfo: {} };
    });
    openBoard({ client });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Export as CSV' }),
    );
    expect(
      await screen.findByText('Could not export: The network is away'),
    ).toBeVisible();
  });
});

// `Blob.text` takes the byte order mark away.
async function readText(blob: Blob): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(
    await blob.arrayBuffer(),
  );
}
