import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TimelineItem } from '@modelry/backstage-plugin-models-common';
import { CHURN_REF, overviewOf, refusal } from '../../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../../__testUtils__/modelPage';
import { monitoringTab } from '../../monitoring/extensions';
import { timelineTab } from '../extensions';
import { describeItem } from './describeItem';

const AT = '2026-03-01T09:00:00.000Z';
const MOVE: TimelineItem = {
  ...{ id: '3-1', kind: 'stage', action: 'stage-moved', at: AT },
  ...{ by: 'user:default/tilda-teamlead', version: '8', status: 'manual' },
  ...{ from: 'validation', to: 'production', text: 'Agreed', sequence: 4 },
};
const VERSION: TimelineItem = {
  ...{ id: '0-1', kind: 'version', action: 'version-reported', at: AT },
  ...{ by: 'external:trainer', version: '8' },
};

describe('the timeline', () => {
  it('lists what happened with its source, page by page', async () => {
    const client = fakeClient(overviewOf());
    client.getTimeline.mockImplementation(async (_, query) =>
      query?.cursor
        ? { items: [VERSION], pageInfo: {} }
        : { items: [MOVE], pageInfo: { nextCursor: 'second' } },
    );
    openModelPage({ client, extensions: [timelineTab] });

    const list = await screen.findByRole('list', { name: /What happened/ });
    expect(within(list).getByRole('listitem')).toHaveTextContent(
      /^Stages: tilda-teamlead moved version 8 from Validation to ProductionAgreed.*ledger entry 4 ?All versions$/,
    );
    await userEvent.click(
      screen.getByRole('button', { name: /Show more of the past/ }),
    );
    expect(await screen.findByText(/registered version 8/)).toBeVisible();
  });

  it('shows one kind when asked, and keeps it in the address', async () => {
    const client = fakeClient(overviewOf());
    openModelPage({
      client,
      extensions: [timelineTab],
      path: '/?kind=deployment',
    });

    expect(
      await screen.findByText('No deployment has been reported'),
    ).toBeVisible();
    expect(client.getTimeline).toHaveBeenLastCalledWith(CHURN_REF, {
      kind: 'deployment',
    });
    await userEvent.click(screen.getByRole('radio', { name: 'Everything' }));
    expect(
      await screen.findByText('Nothing has happened to this model yet'),
    ).toBeVisible();
    expect(client.getTimeline).toHaveBeenLastCalledWith(CHURN_REF, {});
  });

  it('says why it cannot be had', async () => {
    const client = fakeClient(overviewOf());
    client.getTimeline.mockRejectedValue(
      await refusal(503, 'ServiceUnavailableError', 'The database is away'),
    );
    openModelPage({ client, extensions: [timelineTab] });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is away',
    );
  });
});

describe('where an item comes from', () => {
  it('is a link away', async () => {
    const client = fakeClient(overviewOf());
    client.getTimeline.mockResolvedValue({
      items: [
        {
          ...{
            id: '3-a',
            kind: 'monitoring',
            action: 'incident-began',
            at: AT,
          },
          ...{ by: 'drift', incident: 'a', text: '0.4 ≥ 0.3' },
        },
        { ...VERSION, link: 'https://registry.example/churn/8' },
      ],
      pageInfo: {},
    });
    openModelPage({ client, extensions: [timelineTab, monitoringTab] });

    expect(
      await screen.findByRole('link', { name: 'The incident' }),
    ).toHaveAttribute('href', expect.stringMatching(/monitoring\?incident=a$/));
    expect(screen.getByText('drift')).toBeVisible();
    expect(
      screen.getByRole('link', { name: /Where it lives/ }),
    ).toHaveAttribute('href', 'https://registry.example/churn/8');
  });
});

describe('an item of the timeline', () => {
  const names = {
    stage: (id: string) => id.toLocaleUpperCase('en'),
    requirement: (id: string) => (id === 'risk' ? 'Risk acceptance' : id),
  };

  it.each<[Partial<TimelineItem>, string]>([
    [{ action: 'version-seen', version: '9' }, 'saw version 9 run'],
    [
      { ...MOVE, status: 'reported' },
      'reported version 8 from VALIDATION to PRODUCTION',
    ],
    [
      { ...MOVE, status: 'automatic' },
      'moved version 8 from VALIDATION to PRODUCTION with the last sign-off',
    ],
    [
      {
        ...{ action: 'deployment-changed', version: '8', status: 'running' },
        ...{ environment: 'shop', deployment: 'primary' },
      },
      'reported version 8 as running in shop (primary)',
    ],
    [
      { action: 'incident-began', version: '8', environment: 'shop' },
      'found something critical about version 8 in shop',
    ],
    [
      { action: 'incident-ended', environment: 'shop' },
      'is no longer critical in shop',
    ],
    [
      { action: 'incident-cause', check: 'drift', to: 'data-changed' },
      'said that the incident of drift was caused by “The data changed”',
    ],
    [
      {
        ...{ action: 'incident-cause', check: 'drift', environment: 'shop' },
        ...{ from: 'false-alarm', to: 'other' },
      },
      'said that the incident of drift in shop was caused by “Something else” and not by “False alarm”',
    ],
    [
      { action: 'check-retired', check: 'drift', environment: 'shop' },
      'retired the check drift in shop',
    ],
    [
      { action: 'check-returned', check: 'drift' },
      'reported the check drift, which was retired, and brought it back',
    ],
    [
      {
        action: 'decision',
        requirement: 'risk',
        version: '8',
        status: 'approved',
      },
      'approved Risk acceptance for version 8',
    ],
    [
      {
        action: 'waiver-granted',
        requirement: 'risk',
        until: '2026-04-01T00:00:00Z',
      },
      'waived Risk acceptance for version 8 until 2026-04-01',
    ],
    [
      { action: 'end-of-life-set', until: '2099-12-31' },
      'set the end of life to 2099-12-31',
    ],
    [
      { action: 'owner-assigned', to: 'group:default/a' },
      'made group:default/a the owner',
    ],
    [
      { action: 'role-assigned', role: 'validator' },
      'left nobody as validator',
    ],
    [{ action: 'constructor' }, 'constructor'],
  ])('is described: %j', (item, words) => {
    expect(describeItem({ ...VERSION, ...item }, names)).toBe(words);
  });
});
