import { screen } from '@testing-library/react';
import { DENIED } from '../__testUtils__/fakeClient';
import {
  deploymentOf,
  overviewOf,
  requirementOf,
  reviewOf,
  versionOf,
} from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { governanceCard } from './extensions';

const VERSION = versionOf({ version: '8' });
const GIVEN = {
  id: 'independent-validation',
  title: 'Independent validation',
  stage: 'production' as const,
  status: 'approved' as const,
  reason: 'Approved by user:default/vera',
};

describe('what other versions do', () => {
  it('says that another version runs with its sign-offs, and that another is under review', async () => {
    const client = fakeClient(
      overviewOf({
        versions: [VERSION],
        requirements: [requirementOf()],
        deployments: [
          deploymentOf({ version: '6' }),
          deploymentOf({ version: '5', environment: 'staging' }),
        ],
      }),
    );
    client.askGate.mockImplementation(async (_, { version, environment }) => ({
      ...DENIED,
      ...{ version, environment, compliant: true, decision: 'allow' },
      ...(environment === 'staging' && { stage: undefined }),
      requirements: environment === 'staging' ? [] : [GIVEN],
    }));
    client.listReviews.mockResolvedValue({
      items: [reviewOf({ version: '7' }), reviewOf({ id: 'b', version: '8' })],
      pageInfo: {},
    });
    openModelPage({ client, extensions: [governanceCard] });

    expect(
      await screen.findByText(/runs in production with all of its sign-offs/),
    ).toHaveTextContent('Version 6');
    expect(
      await screen.findByText(/is under review for Production/),
    ).toHaveTextContent('Version 7');
    expect(screen.queryByText(/runs in staging/)).not.toBeInTheDocument();
  });
});
