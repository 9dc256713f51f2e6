import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CHURN_REF,
  overviewOf,
  refusal,
  versionOf,
} from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { lifecycleCard, versionsTab } from './extensions';

describe('LifecycleCard', () => {
  it('shows the declared stage and how to report a version while none is known', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      extensions: [lifecycleCard],
    });

    expect(await screen.findByText(/what the catalog declares/)).toBeVisible();
    expect(screen.getByText('No version has been reported')).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Report it with curl' }),
    );
    expect(await screen.findByLabelText('command')).toHaveTextContent(
      '/default/churn/versions',
    );
  });

  it('says that it is loading', async () => {
    const client = fakeClient(overviewOf());
    client.getOverview.mockReturnValue(new Promise(() => {}));
    openModelPage({ client, extensions: [lifecycleCard] });

    expect(
      await screen.findByText('Loading the lifecycle stage'),
    ).toBeInTheDocument();
  });

  it('says why it cannot load and tries again', async () => {
    const client = fakeClient(overviewOf());
    client.getOverview.mockRejectedValueOnce(
      await refusal(503, 'ServiceUnavailableError', 'The database is away'),
    );
    openModelPage({ client, extensions: [lifecycleCard] });

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Could not load the lifecycle stage');
    expect(alert).toHaveTextContent('The database is away');

    await userEvent.click(
      within(alert).getByRole('button', { name: 'Try again' }),
    );
    expect(await screen.findByText(/what the catalog declares/)).toBeVisible();
  });

  it('marks the stage of the record and lists the newest versions', async () => {
    openModelPage({
      client: fakeClient(
        overviewOf({
          versions: [
            versionOf({ version: '8' }),
            versionOf({ version: '7', stage: 'production' }),
          ],
          lifecycle: { stage: 'production', totalVersions: 12 },
        }),
      ),
      extensions: [lifecycleCard],
    });

    const stages = await screen.findByRole('list', {
      name: 'Lifecycle stages',
    });
    const current = within(stages)
      .getAllByRole('listitem')
      .filter(step => step.getAttribute('aria-current') === 'step');
    expect(current.map(step => step.textContent)).toEqual(['Production']);
    expect(
      screen.getByText(/furthest stage.*The catalog declares Development/),
    ).toBeVisible();

    const versions = screen.getByRole('list', { name: 'Newest versions' });
    const [newest, older] = within(versions).getAllByRole('listitem');
    expect(newest).toHaveTextContent(/^8Validationfor \d/);
    expect(older).toHaveTextContent(/^7Productionfor \d/);
    expect(
      screen.getByRole('link', { name: 'All 12 versions' }),
    ).toHaveAttribute('href', '/churn/versions');
  });

  it('keeps what it knows when it cannot be refreshed, and says so', async () => {
    const client = fakeClient(
      overviewOf({ versions: [versionOf({ version: '8' })] }),
    );
    const { signals } = openModelPage({ client, extensions: [lifecycleCard] });
    await screen.findByRole('list', { name: 'Newest versions' });

    client.getOverview.mockRejectedValue(new TypeError('Failed to fetch'));
    signals.send('models:churn');

    expect(
      await screen.findByText(/may be out of date: The portal did not answer/),
    ).toBeVisible();
    expect(screen.getByRole('list', { name: 'Newest versions' })).toBeVisible();
  });
});

describe('VersionsTab', () => {
  it('lists versions page by page', async () => {
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const client = fakeClient(overviewOf({ lifecycle: { totalVersions: 2 } }));
    client.listVersions.mockImplementation(async (_ref, query) =>
      query?.cursor
        ? { items: [versionOf({ version: '1' })], pageInfo: {} }
        : {
            items: [
              versionOf({
                version: '2',
                digest,
                link: 'https://registry.example.com/churn/2',
              }),
            ],
            pageInfo: { nextCursor: 'second' },
          },
    );
    openModelPage({ client, extensions: [versionsTab] });

    const newest = await screen.findByRole('row', { name: /^2/ });
    expect(within(newest).getByRole('link', { name: '2' })).toHaveAttribute(
      'href',
      'https://registry.example.com/churn/2',
    );
    expect(newest).toHaveTextContent('0123456789…');
    expect(newest).toHaveTextContent('trainer');
    expect(
      within(newest).getByRole('link', { name: /Show those of 2/ }),
    ).toHaveAttribute('href', '/churn/governance?version=2');
    expect(await screen.findByText('1 of 2 are shown')).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Show more versions' }),
    );

    expect(await screen.findByRole('row', { name: /^1/ })).toBeVisible();
    expect(client.listVersions).toHaveBeenLastCalledWith(CHURN_REF, {
      cursor: 'second',
    });
    expect(
      screen.queryByRole('button', { name: 'Show more versions' }),
    ).not.toBeInTheDocument();
  });

  it('shows what a version was made with', async () => {
    const client = fakeClient(overviewOf());
    const link = 'https://registry.example.com/runs/1';
    client.listVersions.mockResolvedValue({
      items: [
        versionOf({
          version: '2',
          metrics: { auc: 0.8125 },
          origin: { id: 'run-1', link },
          trainedBy: 'anna@example.com',
          artifact: { uri: 's3://models/churn/2', format: 'onnx 1' },
        }),
        versionOf({ version: '1' }),
      ],
      pageInfo: {},
    });
    openModelPage({ client, extensions: [versionsTab] });
    const [button] = await screen.findAllByRole('button', {
      name: /Details of version/,
    });
    expect(button).toHaveAccessibleName('Details of version 2');
    await userEvent.click(button);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('auc')).toBeVisible();
    expect(within(dialog).getByText('0.8125')).toBeVisible();
    expect(within(dialog).getByText('anna@example.com')).toBeVisible();
    expect(within(dialog).getByText('s3://models/churn/2')).toBeVisible();
    expect(within(dialog).getByText('onnx 1')).toBeVisible();
    expect(within(dialog).getByRole('link', { name: 'run-1' })).toHaveAttribute(
      'href',
      link,
    );
    expect(
      within(dialog).getByText('None was reported with it.'),
    ).toBeVisible();
  });

  it('has no details of a version of which nothing was told', async () => {
    const client = fakeClient(overviewOf());
    client.listVersions.mockResolvedValue({
      items: [versionOf({ version: '1' })],
      pageInfo: {},
    });
    openModelPage({ client, extensions: [versionsTab] });
    await screen.findByRole('row', { name: /^1/ });
    expect(
      screen.queryByRole('button', { name: /Details of version/ }),
    ).toBeNull();
  });

  it('copies the whole digest', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    const digest = `sha256:${'0'.repeat(64)}`;
    const client = fakeClient(overviewOf());
    client.listVersions.mockResolvedValue({
      items: [versionOf({ version: '2', digest })],
      pageInfo: {},
    });
    openModelPage({ client, extensions: [versionsTab] });

    await user.click(
      await screen.findByRole('button', { name: 'Copy the digest' }),
    );

    expect(writeText).toHaveBeenCalledWith(digest);
    expect(await screen.findByText('Copied')).toBeInTheDocument();
  });

  it('says how to report the first version', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      extensions: [versionsTab],
    });

    expect(
      await screen.findByText('No version has been reported'),
    ).toBeVisible();
  });
});
