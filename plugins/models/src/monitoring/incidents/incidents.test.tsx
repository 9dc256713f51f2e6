import { Incident } from '@modelry/backstage-plugin-models-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CHURN_REF,
  checkOf,
  overviewOf,
  refusal,
} from '../../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../../__testUtils__/modelPage';
import { monitoringPage, monitoringTab } from '../extensions';

const DRIFTING = checkOf({
  check: 'Drifted columns',
  status: 'critical',
  latest: { status: 'critical', value: 0.75, threshold: 0.5 },
});
const CRITICAL = {
  status: 'critical' as const,
  reason: 'Drifted columns in production critical: 0.75 > threshold 0.5',
};

const INCIDENT: Incident = {
  ...{ id: '6c1ee1a2-6e0a-4d1c-9d0c-3a7c6a9d1e11', kind: 'data-drift' },
  ...{ check: 'Drifted columns', environment: 'production' },
  startedAt: '2026-03-01T09:00:00.000Z',
  worst: {
    ...{ status: 'critical', value: 0.75, threshold: 0.5, version: '7' },
    observedAt: '2026-03-01T09:00:00.000Z',
  },
};

describe('incidents', () => {
  function withIncident(facts: Partial<Incident> = {}) {
    const client = fakeClient(
      overviewOf({ checks: [DRIFTING], monitoring: CRITICAL }),
    );
    client.listIncidents.mockResolvedValue({
      items: [{ ...INCIDENT, ...facts }],
      pageInfo: {},
    });
    return client;
  }

  it('say that there was none, and what would begin one', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      extensions: [monitoringTab],
    });
    expect(await screen.findByText('No check has been critical')).toBeVisible();
  });

  it('offer nothing to whom lacks the permission', async () => {
    const client = withIncident();
    client.getOverview.mockResolvedValue(
      overviewOf({
        ...{ checks: [DRIFTING], monitoring: CRITICAL },
        viewer: { mayHandleIncidents: false },
      }),
    );
    openModelPage({ client, extensions: [monitoringTab] });
    expect(await screen.findByText(/at worst/)).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Acknowledge' }),
    ).not.toBeInTheDocument();
  });

  it('are acknowledged with a comment', async () => {
    const client = withIncident();
    client.acknowledgeIncident.mockResolvedValue(INCIDENT);
    openModelPage({
      client,
      extensions: [monitoringTab],
      path: `/?incident=${INCIDENT.id}`,
    });
    const list = await screen.findByRole('list', { name: 'Incidents' });
    const [incident] = within(list).getAllByRole('listitem');
    expect(incident).toHaveAttribute('aria-current', 'true');
    expect(incident).toHaveTextContent(/at worst 0.75 ≥ 0.5, version 7/);
    await userEvent.click(screen.getByRole('button', { name: 'Acknowledge' }));
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Comment/ }),
      'Looking into it',
    );
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(client.acknowledgeIncident).toHaveBeenCalledWith(
        CHURN_REF,
        INCIDENT.id,
        { comment: 'Looking into it' },
      ),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('keep the focus when the act takes its button away', async () => {
    const client = withIncident();
    client.acknowledgeIncident.mockImplementation(async () => {
      const acknowledged = {
        by: 'user:default/dario',
        at: INCIDENT.startedAt,
      };
      client.listIncidents.mockResolvedValue({
        items: [{ ...INCIDENT, acknowledged }],
        pageInfo: {},
      });
      return { ...INCIDENT, acknowledged };
    });
    openModelPage({ client, extensions: [monitoringTab] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Acknowledge' }),
    );
    await screen.findByRole('dialog');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText(/Acknowledged by/);
    await waitFor(() =>
      expect(
        within(screen.getByRole('list', { name: 'Incidents' })).getByRole(
          'listitem',
        ),
      ).toHaveFocus(),
    );
  });

  it('lead to a retraining and to a review of their version', async () => {
    const client = withIncident({
      acknowledged: { by: 'user:default/dario', at: INCIDENT.startedAt },
      retraining: {
        ...{ by: 'user:default/dario', at: INCIDENT.startedAt },
        link: 'https://ci.example.com/train',
      },
    });
    openModelPage({ client, extensions: [monitoringTab] });
    expect(
      await screen.findByRole('link', { name: /Start it/ }),
    ).toHaveAttribute('href', 'https://ci.example.com/train');
    expect(screen.getByRole('link', { name: 'Open a review' })).toHaveAttribute(
      'href',
      '/churn/governance?version=7',
    );
    expect(screen.queryByRole('button', { name: 'Acknowledge' })).toBeNull();
  });

  it('say that nobody is told when nobody owns the model', async () => {
    const client = withIncident();
    const overview = overviewOf({ checks: [DRIFTING], monitoring: CRITICAL });
    const { owner, ...ownership } = overview.ownership;
    client.getOverview.mockResolvedValue({ ...overview, ownership });
    openModelPage({ client, extensions: [monitoringTab] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Ask for retraining' }),
    );
    expect(owner).toBeDefined();
    expect(await screen.findByText(/nobody is notified/)).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Leave the request' }),
    ).toBeVisible();
  });

  it('say why an act was refused, and keep what was written', async () => {
    const client = withIncident();
    client.askForRetraining.mockImplementation(async () => {
      throw await refusal(403, 'NotAllowedError', 'You may not');
    });
    openModelPage({ client, extensions: [monitoringTab] });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Ask for retraining' }),
    );
    const comment = await screen.findByRole('textbox', { name: /Comment/ });
    await userEvent.type(comment, 'Soon');
    await userEvent.click(
      screen.getByRole('button', { name: 'Ask the owner' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent('You may not');
    expect(comment).toHaveValue('Soon');
  });
});

describe('MonitoringPage', () => {
  it('lists open incidents and unwatched models, with where to act', async () => {
    const client = fakeClient(overviewOf());
    client.listOpenIncidents.mockResolvedValue({
      items: [{ ...INCIDENT, modelRef: CHURN_REF, title: 'Churn' }],
      pageInfo: {},
    });
    client.listUnmonitoredModels.mockResolvedValue({
      items: [
        {
          ...{ modelRef: 'model:default/pricing', environment: 'production' },
          ...{ version: '3', since: '2026-03-01T09:00:00.000Z' },
        },
      ],
      pageInfo: {},
    });
    client.countMonitoringStatuses.mockResolvedValue({
      totalModels: 1_204,
      statuses: [
        { status: 'critical', count: 4 },
        { status: 'ok', count: 1_200 },
      ],
    });
    openModelPage({
      client,
      extensions: [monitoringPage],
      path: '/models/monitoring',
    });
    const list = await screen.findByRole('list', {
      name: 'Models by monitoring status',
    });
    const counts = within(list).getAllByRole('listitem');
    expect(counts.map(item => item.textContent)).toEqual([
      expect.stringMatching(/Critical.*4$/),
      expect.stringMatching(/1,200$/),
    ]);
    expect(screen.getByText(/Of the 1,204 models/)).toBeVisible();
    expect(await screen.findByRole('link', { name: 'Churn' })).toHaveAttribute(
      'href',
      expect.stringContaining(INCIDENT.id),
    );
    expect(
      screen.getByRole('link', { name: 'Drifted columns in production' }),
    ).toBeVisible();
    expect(screen.getByText('Not yet')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'pricing' })).toBeVisible();
  });

  it('says when all is well', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      extensions: [monitoringPage],
      path: '/models/monitoring',
    });
    expect(await screen.findByText('No model is critical')).toBeVisible();
    expect(
      await screen.findByText('Every model in production is watched'),
    ).toBeVisible();
  });
});
