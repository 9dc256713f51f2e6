import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { Approvers } from './Approvers';

describe('those who may act', () => {
  it('are groups, people, and whoever holds a role', async () => {
    renderInTestApp(
      <Approvers
        named={['group:default/risk-office', 'role:validator', 'role:owner']}
        roles={[
          {
            id: 'validator',
            title: 'Validator',
            people: ['user:default/vera-validator'],
          },
          { id: 'owner', title: 'Business owner', people: [] },
          { id: 'other', title: 'Not named', people: [] },
        ]}
      />,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(
      await screen.findByRole('link', { name: /risk-office/ }),
    ).toBeInTheDocument();
    expect(screen.getByText(/Validator of the model:/)).toContainElement(
      screen.getByRole('link', { name: /vera-validator/ }),
    );
    expect(screen.getByText(/Business owner of the model:/)).toHaveTextContent(
      'nobody',
    );
    expect(screen.queryByText(/Not named/)).not.toBeInTheDocument();
  });
});
