import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { Actor } from './Actor';
import { TextWithNames } from './TextWithNames';

const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

describe('TextWithNames', () => {
  it('names people and groups with links, and leaves the rest as it is', async () => {
    renderInTestApp(
      <p>
        <TextWithNames text="Rejected by user:default/ada.l. Ask group:risk/office, or file:default/x" />
      </p>,
      { mountedRoutes },
    );

    expect(await screen.findByRole('link', { name: 'ada.l' })).toHaveAttribute(
      'href',
      '/catalog/default/user/ada.l',
    );
    expect(screen.getByRole('link', { name: /office/ })).toHaveAttribute(
      'href',
      '/catalog/risk/group/office',
    );
    expect(screen.getAllByRole('link')).toHaveLength(2);
    expect(screen.getByText(/Rejected by/)).toHaveTextContent(
      /^Rejected by ada\.l\. Ask risk\/office, or file:default\/x$/,
    );
  });
});

describe('Actor', () => {
  it('links people', async () => {
    renderInTestApp(<Actor actor="user:default/ada" />, { mountedRoutes });

    expect(await screen.findByRole('link', { name: /ada/ })).toBeVisible();
  });

  it('names machines without a link', async () => {
    renderInTestApp(<Actor actor="external:ci" />, { mountedRoutes });

    expect(await screen.findByText('ci')).toBeVisible();
    expect(
      screen.getByTitle('Reported by the machine external:ci'),
    ).toBeVisible();
    expect(screen.queryByRole('link', { name: /ci/ })).not.toBeInTheDocument();
  });
});
