import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CHURN_ROW,
  openBoard,
  watchFiles,
} from '../../__testUtils__/boardPage';
import { fakeClient } from '../../__testUtils__/fakeClient';
import { overviewOf } from '../../__testUtils__/fixtures';

const REQUIREMENT = {
  id: 'independent-validation',
  title: 'Independent validation',
  stage: 'production' as const,
};

describe('the lists of the board', () => {
  it('shows what expires, and marks what has', async () => {
    const client = fakeClient(overviewOf());
    client.listExpiring.mockResolvedValue({
      items: [
        {
          ...CHURN_ROW,
          version: '8',
          requirement: REQUIREMENT,
          expiresAt: '2020-01-01T00:00:00.000Z',
        },
        {
          ...CHURN_ROW,
          requirement: REQUIREMENT,
          expiresAt: '2999-01-01T00:00:00.000Z',
        },
      ],
      pageInfo: {},
    });
    openBoard({ client, path: '/expiring' });

    const [, expired, coming] = await screen.findAllByRole('row');
    expect(expired).toHaveTextContent(
      /Churn.*8.*Independent validation.*Expired/,
    );
    expect(coming).not.toHaveTextContent('Expired');
  });

  it('shows waivers with who granted them and why', async () => {
    const client = fakeClient(overviewOf());
    client.listBoardWaivers.mockResolvedValue({
      items: [
        {
          ...CHURN_ROW,
          requirementTitle: 'Independent validation',
          waiver: {
            id: 'waiver-1',
            requirement: 'independent-validation',
            requirementDigest: 'a'.repeat(64),
            stage: 'production',
            facts: { trainedOn: [] },
            reason: '<b>On leave</b>',
            until: '2999-01-01T00:00:00.000Z',
            grantedBy: 'user:default/rosa',
            grantedAt: '2026-03-01T09:00:00.000Z',
            sequence: 3,
          },
          voidBecause: 'spec.riskTier was limited and is high',
        },
      ],
      pageInfo: {},
    });
    openBoard({ client, path: '/waivers' });

    const row = await screen.findByRole('row', { name: /Churn/ });
    expect(row).toHaveTextContent(/all versions/);
    expect(row).toHaveTextContent(/rosa/);
    expect(row).toHaveTextContent('<b>On leave</b>');
    expect(row).toHaveTextContent(
      'Does not count: spec.riskTier was limited and is high',
    );
  });

  it('shows unsanctioned deployments, what they lack, and what the gate does', async () => {
    const client = fakeClient(overviewOf());
    client.listUnsanctioned.mockResolvedValue({
      items: [
        {
          ...CHURN_ROW,
          environment: 'production',
          name: 'primary',
          version: '7',
          missing: ['Independent validation', 'Privacy'],
          enforcement: 'warn',
          foundAt: '2026-03-01T09:00:00.000Z',
        },
      ],
      pageInfo: {},
    });
    openBoard({ client, path: '/unsanctioned' });

    const row = await screen.findByRole('row', { name: /Churn/ });
    expect(row).toHaveTextContent(
      /production.*primary.*7.*Independent validation, Privacy.*The gate warns/,
    );
    expect(within(row).getByRole('link', { name: 'Churn' })).toHaveAttribute(
      'href',
      expect.stringContaining('governance?version=7'),
    );
  });

  it('says that a list was too long for one file, in the name of the file, too', async () => {
    const files = watchFiles();
    const client = fakeClient(overviewOf());
    const expiring = {
      ...CHURN_ROW,
      requirement: REQUIREMENT,
      expiresAt: '2999-01-01T00:00:00.000Z',
    };
    client.listExpiring.mockImplementation(async query => ({
      items: Array.from({ length: query?.limit === 200 ? 200 : 1 }, () => ({
        ...expiring,
      })),
      pageInfo: { nextCursor: 'more' },
    }));
    openBoard({ client, path: '/expiring' });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Export as CSV' }),
    );
    expect(
      await screen.findByText(/the file has the first 100,000 rows only/),
    ).toBeVisible();
    expect(files.map(({ name }) => name)).toEqual([
      'governance-expiring-90-days-first-100000-rows.csv',
    ]);
  });
});
