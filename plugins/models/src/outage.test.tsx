import { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { QueryClient } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openBoard } from './__testUtils__/boardPage';
import { overviewOf, refusal } from './__testUtils__/fixtures';
import {
  FakeClient,
  FakeSignals,
  fakeClient,
  openModelPage,
} from './__testUtils__/modelPage';
import { createModelsApi, modelsApiRef } from './api';
import { cardTab } from './card/extensions';
import { deploymentsCard, deploymentsTab } from './deployments/extensions';
import { governanceCard, governanceTab } from './governance/extensions';
import {
  lifecycleCard,
  timelineTab,
  versionsTab,
} from './lifecycle/extensions';
import {
  monitoringCard,
  monitoringPage,
  monitoringTab,
} from './monitoring/extensions';
import { sourcesPage } from './sources/extensions';

jest.setTimeout(60_000);

const SAID = 'The database cannot be reached. Try again in a minute.';

/** A server that knows one model, and is away until it comes back. */
async function awayServer() {
  const away = await refusal(503, 'ServiceUnavailableError', SAID);
  let isAway = true;
  const client = new Proxy(fakeClient(overviewOf()), {
    get: (target, key) =>
      isAway ? () => Promise.reject(away) : Reflect.get(target, key),
  });
  const comeBack = () => {
    isAway = false;
  };
  return { client, comeBack };
}

const onModelPage =
  (...extensions: ExtensionDefinition[]) =>
  (client: FakeClient) => {
    openModelPage({ client, extensions });
  };

const onPage =
  (path: string, ...extensions: ExtensionDefinition[]) =>
  (client: FakeClient) => {
    const api = createModelsApi({
      client,
      cache: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
    });
    renderTestApp({
      extensions,
      apis: [
        [modelsApiRef, api],
        catalogApiMock(),
        [signalApiRef, new FakeSignals()],
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      initialRouteEntries: [path],
    });
  };

const PLACES: Array<[string, (client: FakeClient) => void]> = [
  ['the monitoring of all', onPage('/models/monitoring', monitoringPage)],
  ['the sources', onPage('/models/sources', sourcesPage)],
  ...['', '/matrix', '/expiring', '/waivers', '/unsanctioned'].map(
    (path): [string, (client: FakeClient) => void] => [
      `the board${path}`,
      client => {
        openBoard({ client, path });
      },
    ],
  ),
  ['the card of the stage', onModelPage(lifecycleCard)],
  ['the card of deployments', onModelPage(deploymentsCard)],
  ['the card of checks', onModelPage(monitoringCard)],
  ['the card of sign-offs', onModelPage(governanceCard)],
  ['the tab of versions', onModelPage(versionsTab)],
  ['the timeline', onModelPage(timelineTab)],
  ['the tab of deployments', onModelPage(deploymentsTab)],
  ['the tab of checks', onModelPage(monitoringTab)],
  ['the tab of sign-offs', onModelPage(governanceTab)],
  ['the tab of the card', onModelPage(cardTab)],
];

it.each(PLACES)(
  '%s says that the record is away, and goes on when it is back',
  async (_, open) => {
    const { client, comeBack } = await awayServer();
    open(client);
    const said = await screen.findAllByRole('alert', {}, { timeout: 20_000 });
    expect(said[0]).toHaveTextContent(/Could not load/);
    expect(said[0]).toHaveTextContent(SAID);

    comeBack();
    // Each part says for itself that it could not be loaded, some later than others.
    await waitFor(
      async () => {
        for (const again of screen.queryAllByRole('button', {
          name: 'Try again',
        })) {
          await userEvent.click(again);
        }
        expect(screen.queryAllByText(SAID)).toEqual([]);
      },
      { timeout: 20_000, interval: 500 },
    );
  },
);
