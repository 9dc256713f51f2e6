import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CHURN_REF, churnModel, ownershipOf } from '../__testUtils__/fixtures';
import { CREDIT, group, openCard, pick } from './__testUtils__/ownershipCard';

describe('OwnershipCard', () => {
  it('shows the history of its owners', async () => {
    const client = openCard(churnModel(), [group()]);
    client.listOwnerHistory.mockResolvedValue({
      items: [
        {
          sequence: 4,
          action: 'owner-declined',
          owner: 'group:default/marketing',
          previousOwner: CREDIT,
          by: 'user:default/cy',
          at: '2026-03-02T09:00:00.000Z',
          reason: 'Not ours',
        },
        {
          sequence: 3,
          action: 'owner-assigned',
          owner: CREDIT,
          by: 'user:default/ada',
          at: '2026-03-01T09:00:00.000Z',
        },
      ],
      pageInfo: {},
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'History' }),
    );
    const dialog = await screen.findByRole('dialog');
    await waitFor(() =>
      expect(dialog).toHaveTextContent(
        'cy declined it; it went back to marketing',
      ),
    );
    expect(dialog).toHaveTextContent('“Not ours”');
    expect(dialog).toHaveTextContent('ada assigned it to credit');
  });

  it('names accountable people by role, and lets them be changed', async () => {
    const ada = {
      person: 'user:default/ada',
      by: 'x',
      at: '2026-03-01T09:00:00.000Z',
    };
    const client = openCard(
      churnModel(),
      [
        group(),
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'bo', namespace: 'default' },
          spec: { profile: { displayName: 'Bo Builder' }, memberOf: [] },
        },
      ],
      {
        roles: [
          { id: 'business-owner', title: 'Business owner', people: [] },
          { id: 'validator', title: 'Validator', people: [ada] },
        ],
      },
    );
    client.assignRole.mockResolvedValue({
      changed: true,
      ownership: ownershipOf(),
    });
    expect(await screen.findByRole('link', { name: 'ada' })).toBeVisible();
    expect(screen.getByText('Nobody')).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Change Validator' }),
    );
    await pick('Add a person', 'bo', 'Bo Builder');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() =>
      expect(client.assignRole).toHaveBeenCalledWith(CHURN_REF, {
        role: 'validator',
        people: ['user:default/ada', 'user:default/bo'],
      }),
    );
  });
});
