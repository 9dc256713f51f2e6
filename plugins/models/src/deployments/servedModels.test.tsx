import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CHURN_REF, deploymentOf, overviewOf } from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { servedModelsCard } from './extensions';

describe('ServedModelsCard', () => {
  const service = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'scoring', namespace: 'default' },
    spec: { type: 'service' },
    relations: [{ type: 'serves', targetRef: CHURN_REF }],
  };

  it('lists which versions a service runs', async () => {
    const client = fakeClient(overviewOf());
    client.listServed.mockResolvedValue({
      items: [
        {
          ...deploymentOf({ version: '7', trafficPercent: 90 }),
          ...{ modelRef: CHURN_REF, title: 'Churn' },
        },
      ],
    });
    openModelPage({ client, entity: service, extensions: [servedModelsCard] });
    const row = await screen.findByRole('row', { name: /Churn/ });
    expect(row).toHaveTextContent(/7.*production.*Primary, 90 %.*Running/);
    expect(client.listServed).toHaveBeenCalledWith({
      servedBy: 'component:default/scoring',
      modelRefs: [CHURN_REF],
    });
  });

  it('shows what a service runs that the catalog relates to no model', async () => {
    const unrelated = { ...service, relations: [] };
    const client = fakeClient(overviewOf());
    const { page } = openModelPage({
      ...{ client, entity: unrelated, extensions: [servedModelsCard] },
    });
    await waitFor(() => expect(client.listServed).toHaveBeenCalled());
    expect(screen.queryByText('Running model versions')).toBeNull();
    page.unmount();
    client.listServed.mockResolvedValue({
      items: [{ ...deploymentOf(), modelRef: CHURN_REF }],
    });
    openModelPage({
      ...{ client, entity: unrelated, extensions: [servedModelsCard] },
    });
    expect(await screen.findByRole('row', { name: /churn/ })).toBeVisible();
  });

  it('shows at once when another version runs', async () => {
    const client = fakeClient(overviewOf());
    const running = (version: string) =>
      client.listServed.mockResolvedValue({
        items: [{ ...deploymentOf({ version }), modelRef: CHURN_REF }],
      });
    client.getSummaries.mockImplementation(async ({ modelRefs }) => ({
      items: modelRefs.map(modelRef => ({
        ...{ modelRef, channel: 'models:churn', environments: [] },
        stage: 'production',
        ...{ monitoring: 'ok', monitoringReason: 'All checks are ok' },
        ...{ signOff: 'approved', unsanctioned: 0 },
      })),
    }));
    running('7');
    const { signals } = openModelPage({
      ...{ client, entity: service, extensions: [servedModelsCard] },
    });
    await screen.findByRole('row', { name: /churn/ });
    await waitFor(() => expect(signals.listeners('models:churn')).toBe(1));
    running('8');
    signals.send('models:churn');
    await waitFor(() =>
      expect(screen.getByRole('row', { name: /churn/ })).toHaveTextContent('8'),
    );
  });

  it('says how to report what runs', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      entity: service,
      extensions: [servedModelsCard],
    });
    expect(
      await screen.findByText(/reported with servedBy: component:default/),
    ).toBeVisible();
  });

  it('tells deployments apart by name, and folds when there are many', async () => {
    const client = fakeClient(overviewOf());
    client.listServed.mockResolvedValue({
      items: Array.from({ length: 20 }, (_, index) => ({
        ...deploymentOf({ name: `eu-${index}` }),
        ...{ modelRef: CHURN_REF, title: 'Churn' },
      })),
    });
    openModelPage({ client, entity: service, extensions: [servedModelsCard] });
    const rows = await screen.findAllByRole('row', { name: /Churn/ });
    expect(rows).toHaveLength(8);
    expect(rows[3]).toHaveTextContent(/productioneu-3, Primary/);
    const unfold = screen.getByRole('button', { name: 'Show all 20' });
    await userEvent.click(unfold);
    expect(screen.getAllByRole('row', { name: /Churn/ })).toHaveLength(20);
    await userEvent.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(screen.getAllByRole('row', { name: /Churn/ })).toHaveLength(8);
  });
});
