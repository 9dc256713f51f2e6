import {
  Incident,
  ModelOverview,
  ModelSource,
} from '@modelry/backstage-plugin-models-common';
import { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { QueryClient } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  approvalOf,
  checkOf,
  churnModel,
  deploymentOf,
  overviewOf,
  requirementOf,
  reviewOf,
  versionOf,
} from './__testUtils__/fixtures';
import { openBoard, waitingOf } from './__testUtils__/boardPage';
import {
  FakeClient,
  fakeClient,
  openModelPage,
} from './__testUtils__/modelPage';
import { createModelsApi, modelsApiRef } from './api';
import { cardTab } from './card/extensions';
import { deploymentsTab } from './deployments/extensions';
import { governanceTab } from './governance/extensions';
import { timelineTab, versionsTab } from './lifecycle/extensions';
import { monitoringTab } from './monitoring/extensions';
import { ownershipCard } from './ownership/extensions';
import { sourcesPage } from './sources/extensions';

jest.setTimeout(60_000);

// The first table loads slowly.
const PATIENCE = { timeout: 20_000 };
const AT = '2026-03-01T09:00:00.000Z';

/** What somebody may write where a text is expected. */
const TEXT =
  '<img src=x onerror="hit()"><script>hit()</script><svg onload=hit()></svg><a href="javascript:hit()">go</a> [go](javascript:hit()) <iframe srcdoc="<p>"></iframe> The end';

/** What somebody may write where a link is expected, if nothing kept it out before. */
const LINKS = [
  ...['javascript:hit()', ' JaVaScRiPt:hit()'],
  ...[
    'data:text/html,<script>hit()</script>',
    'https://me:secret@evil.example',
  ],
];

interface Place {
  overview?: (link: string) => ModelOverview;
  prepare?: (client: FakeClient, link: string) => void;
  annotations?: (link: string) => Record<string, string>;
  /** Of the page of the model, unless it is opened otherwise. */
  extensions?: ExtensionDefinition[];
  open?: (client: FakeClient) => void;
  /** Names a button behind which some of it is. */
  press?: RegExp;
}

const versions = (link: string) => [
  versionOf({
    ...{ version: '8', description: TEXT, link, trainedBy: TEXT },
    ...{ origin: { id: TEXT } },
    artifact: { uri: TEXT, format: TEXT, storage: TEXT },
    parameters: { [TEXT]: TEXT },
  }),
];

const incident = (link: string): Incident => ({
  ...{ id: '6c1ee1a2-6e0a-4d1c-9d0c-3a7c6a9d1e11', kind: 'data-drift' },
  ...{ check: TEXT, environment: 'production', startedAt: AT },
  worst: { status: 'critical', message: TEXT, observedAt: AT },
  acknowledged: { at: AT, by: TEXT, comment: TEXT },
  retraining: { at: AT, by: TEXT, comment: TEXT, link },
});

const source = (link: string): ModelSource => ({
  ...{ id: 'nightly', kind: TEXT, title: TEXT, link, heardAt: AT },
  ...{ status: 'failing', failuresInARow: 3, canRunNow: true },
  ...{ counts: [], problems: [{ message: TEXT, remedy: TEXT }] },
});

function openSources(client: FakeClient) {
  const api = createModelsApi({
    client,
    cache: new QueryClient({ defaultOptions: { queries: { retry: false } } }),
  });
  renderTestApp({
    extensions: [sourcesPage],
    apis: [[modelsApiRef, api]],
    initialRouteEntries: ['/models/sources'],
  });
}

/** All that show what was reported or written, and may lead somewhere. */
const PLACES: Record<string, Place> = {
  'the card of the owner': {
    extensions: [ownershipCard],
    overview: () =>
      overviewOf({
        ownership: {
          kept: 'yaml',
          assignment: { owner: TEXT, at: AT, by: TEXT, reason: TEXT },
        },
      }),
    annotations: link => ({
      'backstage.io/edit-url': link,
      'backstage.io/view-url': link,
      'backstage.io/source-location': `url:${link}`,
    }),
  },
  'the list of versions': {
    extensions: [versionsTab],
    overview: link => overviewOf({ versions: versions(link) }),
    prepare: (client, link) =>
      client.listVersions.mockResolvedValue({
        items: versions(link),
        pageInfo: {},
      }),
    press: /^Details of version/,
  },
  'the timeline': {
    extensions: [timelineTab],
    prepare: (client, link) =>
      client.getTimeline.mockResolvedValue({
        items: [
          {
            ...{ id: '0-1', kind: 'version', action: 'version-reported' },
            ...{ at: AT, by: TEXT, version: TEXT, text: TEXT, link },
          },
        ],
        pageInfo: {},
      }),
  },
  'the list of deployments': {
    extensions: [deploymentsTab],
    overview: endpoint =>
      overviewOf({
        deployments: [
          deploymentOf({ endpoint, platform: TEXT, reportedBy: TEXT }),
        ],
      }),
  },
  'the list of checks': {
    extensions: [monitoringTab],
    overview: () =>
      overviewOf({
        checks: [checkOf({ check: TEXT, latest: { message: TEXT } })],
        monitoring: { status: 'critical', reason: TEXT },
      }),
    prepare: (client, link) =>
      client.listIncidents.mockResolvedValue({
        items: [incident(link)],
        pageInfo: {},
      }),
  },
  'the sign-offs': {
    extensions: [governanceTab],
    overview: link =>
      overviewOf({
        versions: versions(link),
        requirements: [
          requirementOf({
            ...{ title: TEXT, description: TEXT, reason: TEXT },
            decisions: [
              approvalOf({
                comment: TEXT,
                evidence: [{ title: TEXT, link, text: TEXT }],
              }),
            ],
          }),
        ],
        governance: { reviews: [reviewOf({ note: TEXT })] },
      }),
  },
  'the governance board': {
    open: client => openBoard({ client }),
    prepare: client =>
      client.listWaiting.mockResolvedValue({
        items: [waitingOf({ title: TEXT, note: TEXT })],
        pageInfo: {},
      }),
  },
  'the card of the model': {
    extensions: [cardTab],
    prepare: (client, link) =>
      client.getCard.mockResolvedValue({
        ...{ declared: true, known: [], location: link },
        card: {
          ...{ format: 'hugging-face', title: TEXT, task: TEXT },
          ...{ licenses: [{ name: TEXT, link }], languages: [TEXT] },
          ...{ tags: [TEXT], datasets: [TEXT], baseModels: [TEXT] },
          evaluations: [
            { metric: TEXT, value: TEXT, verified: true, source: link },
          ],
          ...{ sections: [], problems: [] },
          markdown: `${TEXT}\n\n[go](<${link}>) ![go](<${link}>)`,
        },
      }),
  },
  'the list of sources': {
    open: openSources,
    prepare: (client, link) =>
      client.listSources.mockResolvedValue({ items: [source(link)] }),
  },
};

const cases = Object.entries(PLACES).flatMap(([name, place]) =>
  LINKS.map(link => ({ name, link, place })),
);

function open({ place, link }: { place: Place; link: string }): void {
  const client = fakeClient(place.overview?.(link) ?? overviewOf());
  place.prepare?.(client, link);
  if (place.open) {
    place.open(client);
    return;
  }
  openModelPage({
    client,
    extensions: place.extensions ?? [],
    entity: churnModel({ annotations: place.annotations?.(link) }),
  });
}

it.each(cases)('$name runs nothing, with the link $link', async one => {
  const alerts = jest.fn();
  Object.assign(window, { hit: alerts });
  open(one);
  await waitFor(
    () => expect(document.body).toHaveTextContent('The end'),
    PATIENCE,
  );
  if (one.place.press) {
    await userEvent.click(
      await screen.findByRole('button', { name: one.place.press }),
    );
  }

  const addresses = [...document.querySelectorAll('[href], [src], [action]')]
    .flatMap(it => ['href', 'src', 'action'].map(key => it.getAttribute(key)))
    .filter(address => address !== null);
  const leading = addresses.filter(
    address => !/^(?:https?:\/\/(?!me:)|\/|#|about:blank$|$)/.test(address),
  );
  expect(leading).toEqual([]);
  const running = [...document.body.querySelectorAll('*')].filter(
    it =>
      ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED'].includes(it.tagName) ||
      it.getAttributeNames().some(key => key.startsWith('on')),
  );
  expect(running).toEqual([]);
  expect(alerts).not.toHaveBeenCalled();
});
