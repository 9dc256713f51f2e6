import { Entity } from '@backstage/catalog-model';
import { screen } from '@testing-library/react';
import { churnModel, overviewOf } from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { ownershipCard } from './extensions';

function group(facts: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'marketing', namespace: 'default' },
    spec: {
      type: 'team',
      children: [],
      profile: { email: 'marketing@example.com' },
    },
    ...facts,
  };
}

function openCard(entity: Entity, others: Entity[] = []) {
  openModelPage({
    client: fakeClient(overviewOf()),
    extensions: [ownershipCard],
    entity,
    others,
  });
}

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
    openCard(churnModel({ owner: 'user:default/ada' }), [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'ada', namespace: 'default' },
        spec: { memberOf: [], profile: { email: 'ada@example.com' } },
      },
    ]);

    expect(await screen.findByText('Person')).toBeVisible();
    expect(
      await screen.findByRole('link', { name: 'ada@example.com' }),
    ).toBeVisible();
  });

  it('says what to do about an owner that the catalog does not know', async () => {
    openCard(churnModel());

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
});
