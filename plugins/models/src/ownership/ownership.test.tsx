import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CHURN_REF,
  churnModel,
  overviewOf,
  ownershipOf,
  refusal,
} from '../__testUtils__/fixtures';
import {
  ASSIGNED,
  CREDIT,
  NOT_ALLOWED,
  creditGroup,
  group,
  openCard,
  pick,
} from './__testUtils__/ownershipCard';

describe('OwnershipCard', () => {
  it('shows the owning group, how to reach it and who is in it', async () => {
    openCard(churnModel(), [
      group({
        relations: ['ada', 'bo', 'cy', 'di', 'ed', 'flo'].map(name => ({
          type: 'hasMember',
          targetRef: `user:default/${name}`,
        })),
      }),
    ]);

    expect(
      await screen.findByRole('link', { name: 'marketing@example.com' }),
    ).toHaveAttribute('href', 'mailto:marketing@example.com');
    expect(screen.getByRole('link', { name: 'marketing' })).toBeVisible();
    expect(screen.getByText('Group')).toBeVisible();
    expect(screen.getByRole('link', { name: 'ada' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'flo' })).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'and 1 more' })).toBeVisible();
  });

  it('calls a person a person', async () => {
    openCard(
      churnModel({ owner: 'user:default/ada' }),
      [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'ada', namespace: 'default' },
          spec: { memberOf: [], profile: { email: 'ada@example.com' } },
        },
      ],
      { owner: 'user:default/ada' },
    );

    expect(await screen.findByText('Person')).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'ada@example.com' }),
    ).toBeVisible();
  });

  it('says what to do about an owner that the catalog does not know', async () => {
    openCard(churnModel(), [], NOT_ALLOWED);

    expect(
      await screen.findByText(
        /does not know group:default\/marketing. Correct spec.owner/,
      ),
    ).toBeVisible();
  });

  it('says what to do when nobody owns the model', async () => {
    openCard(
      churnModel({
        owner: false,
        annotations: {
          'backstage.io/edit-url': 'https://git.example.com/edit/churn.yaml',
          'backstage.io/source-location': 'url:https://git.example.com/churn',
        },
      }),
      [],
      {
        ...NOT_ALLOWED,
        owner: undefined,
        declared: undefined,
        source: 'nobody',
      },
    );

    expect(await screen.findByText('Nobody owns this model')).toBeVisible();
    expect(screen.getByLabelText('YAML')).toHaveTextContent(
      'owner: group:default/your-team',
    );
    expect(screen.getByRole('link', { name: 'Edit the YAML' })).toHaveAttribute(
      'href',
      'https://git.example.com/edit/churn.yaml',
    );
    expect(
      screen.getByRole('link', { name: 'View its source' }),
    ).toHaveAttribute('href', 'https://git.example.com/churn');
  });

  it('shows who assigned the owner, when, why, and whom the YAML declares', async () => {
    openCard(churnModel({ owner: 'group:default/marketing' }), [], ASSIGNED);

    expect(await screen.findByRole('link', { name: 'credit' })).toBeVisible();
    expect(screen.getByText(/Assigned by/)).toHaveTextContent(
      /Assigned by ada .*: “They use it”/,
    );
    expect(screen.getByText(/Declared in YAML/)).toHaveTextContent(
      'Declared in YAML: marketing',
    );
  });

  it('assigns another owner, who is found as one types', async () => {
    const client = openCard(churnModel(), [group(), creditGroup()]);
    client.assignOwner.mockResolvedValue({
      changed: true,
      ownership: ownershipOf(ASSIGNED),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Assign owner' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Assign' }));
    expect(await screen.findByText('Choose who is to own it')).toBeVisible();
    expect(client.assignOwner).not.toHaveBeenCalled();

    await pick('New owner', 'cred', 'Credit team');
    await userEvent.type(screen.getByLabelText(/Reason/), 'They use it');
    client.getOverview.mockResolvedValue(overviewOf({ ownership: ASSIGNED }));
    await userEvent.click(screen.getByRole('button', { name: 'Assign' }));

    await waitFor(() =>
      expect(client.assignOwner).toHaveBeenCalledWith(CHURN_REF, {
        owner: CREDIT,
        expectedOwner: 'group:default/marketing',
        reason: 'They use it',
      }),
    );
    expect(await screen.findByText(/Assigned by/)).toBeVisible();
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('says who was faster, and sends what is seen then', async () => {
    const client = openCard(churnModel(), [group(), creditGroup()]);
    client.assignOwner.mockRejectedValueOnce(
      await refusal(
        409,
        'ConflictError',
        'Bo assigned it to group:default/data',
      ),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Assign owner' }),
    );
    await pick('New owner', 'cred', 'Credit team');
    client.getOverview.mockResolvedValue(
      overviewOf({ ownership: { owner: 'group:default/data' } }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Assign' }));

    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Bo assigned it to group:default/data');
    expect(
      await screen.findByText(/owned by group:default\/data now/),
    ).toBeVisible();
    client.assignOwner.mockResolvedValueOnce({
      changed: true,
      ownership: ownershipOf(ASSIGNED),
    });
    await userEvent.click(screen.getByRole('button', { name: 'Assign' }));
    await waitFor(() =>
      expect(client.assignOwner).toHaveBeenLastCalledWith(CHURN_REF, {
        owner: CREDIT,
        expectedOwner: 'group:default/data',
      }),
    );
  });

  it('goes back to the declared owner with one click', async () => {
    const client = openCard(churnModel(), [], ASSIGNED);
    client.revertOwner.mockResolvedValue({
      changed: true,
      ownership: ownershipOf(),
    });
    const button = await screen.findByRole('button', {
      name: 'Back to declared',
    });
    client.getOverview.mockResolvedValue(overviewOf());
    await userEvent.click(button);
    expect(client.revertOwner).toHaveBeenCalledWith(CHURN_REF, {
      expectedOwner: CREDIT,
    });
    await waitFor(() =>
      expect(screen.queryByText(/Assigned by/)).not.toBeInTheDocument(),
    );
    expect(
      screen.queryByRole('button', { name: 'Back to declared' }),
    ).not.toBeInTheDocument();
  });

  it('lets the new owner decline with a reason, and nobody else', async () => {
    const client = openCard(churnModel(), [], {
      ...ASSIGNED,
      viewer: { ...ownershipOf().viewer, mayAssign: false, mayDecline: true },
    });
    client.declineOwner.mockResolvedValue({
      changed: true,
      ownership: ownershipOf(),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Decline' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/Reason/), 'Not ours');
    await userEvent.click(dialog.getByRole('button', { name: 'Decline' }));
    await waitFor(() =>
      expect(client.declineOwner).toHaveBeenCalledWith(CHURN_REF, {
        reason: 'Not ours',
      }),
    );
    expect(
      screen.queryByRole('button', { name: 'Assign owner' }),
    ).not.toBeInTheDocument();
  });

  it('leads to the YAML where owners are kept there', async () => {
    openCard(
      churnModel({
        annotations: {
          'backstage.io/edit-url': 'https://git.example.com/edit/churn.yaml',
        },
      }),
      [group()],
      { ...NOT_ALLOWED, kept: 'yaml' },
    );
    expect(
      await screen.findByText('Owners are kept in the YAML of models here.'),
    ).toBeVisible();
    expect(screen.getByRole('link', { name: 'Edit the YAML' })).toHaveAttribute(
      'href',
      'https://git.example.com/edit/churn.yaml',
    );
    expect(
      screen.queryByRole('button', { name: 'Assign owner' }),
    ).not.toBeInTheDocument();
  });
});
