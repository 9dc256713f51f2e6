import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  approvalOf,
  CHURN_REF,
  churnModel,
  overviewOf,
  requirementOf,
  versionOf,
} from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { governanceCard, governanceTab } from './extensions';

const VERSION = versionOf({ version: '8' });
const APPROVAL = approvalOf();
const NOT_AN_APPROVER = requirementOf({
  viewer: {
    mayDecide: false,
    mayWaive: false,
    reasons: [
      'Only group:default/model-validation can give this sign-off, and you are not one of them',
      'You own this model through group:default/marketing, and whoever owns a model may not sign it off',
    ],
  },
});

describe('GovernanceCard', () => {
  it('says that nothing is asked for, and where policies are written', async () => {
    openModelPage({
      client: fakeClient(overviewOf()),
      extensions: [governanceCard],
    });

    expect(
      await screen.findByText(/No policy asks for a sign-off/),
    ).toBeVisible();
    expect(screen.getByText(/models.governance.policies/)).toBeVisible();
    expect(screen.getByText(/names neither a risk tier/)).toBeVisible();
  });

  it('shows the risk tier, the version, what is given and what is missing', async () => {
    openModelPage({
      entity: churnModel({
        spec: { riskTier: 'high', intendedUse: 'Offers to customers' },
      }),
      client: fakeClient(
        overviewOf({
          versions: [VERSION],
          governance: { status: 'missing' },
          requirements: [
            requirementOf({
              status: 'approved',
              reason: 'Approved by user:default/vera',
              approvals: 1,
              decisions: [
                APPROVAL,
                {
                  ...APPROVAL,
                  id: 'zero',
                  comment: 'As for version 7',
                  version: '7',
                  ignoredBecause: 'given for version 7',
                },
              ],
            }),
            requirementOf({
              id: 'risk-acceptance',
              title: 'Risk acceptance',
              reason: 'Needs 1 more approval of group:default/risk-office',
            }),
          ],
        }),
      ),
      extensions: [governanceCard],
    });

    expect(await screen.findByText('Sign-offs of version 8')).toBeVisible();
    expect(screen.getByText('High risk')).toBeVisible();
    expect(screen.getByText('Meant for: Offers to customers')).toBeVisible();

    const [given, missing] = within(
      screen.getByRole('list', { name: 'Requirements' }),
    )
      .getAllByRole('listitem')
      .filter(item => item.textContent?.includes('Decide'));
    expect(given).toHaveTextContent('Approved');
    expect(given).toHaveTextContent(/vera approved version 8/);
    expect(given).toHaveTextContent('Reproduced on my own sample.');
    expect(given).not.toHaveTextContent('As for version 7');
    expect(missing).toHaveTextContent('Missing');
    expect(missing).toHaveTextContent(/Needs 1 more approval of risk-office/);
    expect(
      within(missing).getByRole('link', { name: 'risk-office' }),
    ).toBeVisible();
  });

  it('tells who may not decide every reason', async () => {
    openModelPage({
      client: fakeClient(
        overviewOf({ versions: [VERSION], requirements: [NOT_AN_APPROVER] }),
      ),
      extensions: [governanceCard],
    });

    const button = await screen.findByRole('button', {
      name: 'Decide: Independent validation',
    });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      /Only model-validation can give this sign-off.*You own this model through marketing/,
    );
    expect(screen.getByText(/and you are not one of them/)).toBeVisible();
    expect(
      screen.getByText(/whoever owns a model may not sign it off/),
    ).toBeVisible();
  });

  it('does not tell who could not decide why, once the sign-off is given', async () => {
    openModelPage({
      client: fakeClient(
        overviewOf({
          versions: [VERSION],
          requirements: [{ ...NOT_AN_APPROVER, status: 'approved' }],
        }),
      ),
      extensions: [governanceCard],
    });

    expect(await screen.findByText('Sign-offs of version 8')).toBeVisible();
    expect(screen.queryByText(/You cannot decide/)).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /^Decide/ }),
    ).not.toBeInTheDocument();
  });

  it('warns of deployments that run without sign-offs', async () => {
    openModelPage({
      client: fakeClient(
        overviewOf({
          versions: [VERSION],
          requirements: [requirementOf()],
          governance: {
            unsanctioned: [
              {
                environment: 'production',
                name: 'primary',
                version: '8',
                missing: ['Independent validation'],
                enforcement: 'prevent',
              },
            ],
          },
        }),
      ),
      extensions: [governanceCard],
    });

    expect(
      await screen.findByText(
        'Version 8 in production (primary) lacks: Independent validation',
      ),
    ).toBeVisible();
  });
});

describe('GovernanceTab', () => {
  it('shows all that a requirement asks for, and decisions that do not count', async () => {
    openModelPage({
      client: fakeClient(
        overviewOf({
          versions: [VERSION],
          governance: { status: 'outdated' },
          requirements: [
            requirementOf({
              status: 'outdated',
              minApprovals: 2,
              validFor: 'P1Y',
              decisions: [
                {
                  ...APPROVAL,
                  version: '7',
                  ignoredBecause: 'given for version 7',
                },
              ],
            }),
          ],
        }),
      ),
      extensions: [governanceTab],
    });

    expect(await screen.findByText('High-risk models')).toBeVisible();
    expect(
      screen.getByText('0 of 1 sign-off is given for version 8.'),
    ).toBeVisible();
    expect(screen.getByText('0 of 2')).toBeVisible();
    expect(screen.getByText('1 year')).toBeVisible();
    expect(
      screen.getByText(/Neither the owner, nor who registered the version/),
    ).toBeVisible();
    const decisions = screen.getByRole('list', { name: /Decisions/ });
    expect(decisions).toHaveTextContent('vera approved version 7');
    expect(decisions).toHaveTextContent(
      'Does not count for version 8: given for version 7',
    );
    expect(decisions).toHaveTextContent('Reproduced on my own sample.');
  });

  it('offers no version to choose where none was reported', async () => {
    const client = fakeClient(overviewOf({ requirements: [requirementOf()] }));
    openModelPage({ client, extensions: [governanceTab] });

    await screen.findByText('No version has been reported');
    expect(
      screen.queryByRole('button', { name: /Version/ }),
    ).not.toBeInTheDocument();
  });

  it('says of whom wants changes to which version', async () => {
    const decision = approvalOf({ decision: 'changes-requested' });
    const requirement = requirementOf({
      decisions: [decision],
      warnings: ['user:default/vera asks for changes'],
    });
    openModelPage({
      client: fakeClient(
        overviewOf({ versions: [VERSION], requirements: [requirement] }),
      ),
      extensions: [governanceTab],
    });

    expect(
      await screen.findByRole('list', { name: /Decisions/ }),
    ).toHaveTextContent(/vera asked for changes to version/);
    expect(screen.getByText(/asks for changes/)).toBeVisible();
  });

  it('shows the sign-offs of the version that is chosen', async () => {
    const client = fakeClient(
      overviewOf({ versions: [VERSION], requirements: [requirementOf()] }),
    );
    client.listVersions.mockResolvedValue({
      items: [VERSION, versionOf({ version: '7', stage: 'production' })],
      pageInfo: {},
    });
    openModelPage({ client, extensions: [governanceTab] });
    await screen.findByText(/given for version 8/);

    await userEvent.click(screen.getByRole('button', { name: /Version/ }));
    client.getOverview.mockResolvedValue(
      overviewOf({
        versions: [VERSION],
        requirements: [requirementOf({ status: 'approved' })],
        governance: { version: '7', status: 'approved' },
      }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: '7 (Production)' }),
    );

    expect(
      await screen.findByText('1 of 1 sign-off is given for version 7.'),
    ).toBeVisible();
    expect(client.getOverview).toHaveBeenLastCalledWith(CHURN_REF, {
      version: '7',
    });
  });

  it('lets another version be chosen when the one in the address is unknown', async () => {
    const client = fakeClient(overviewOf());
    client.getOverview.mockRejectedValue(new Error('There is no version 99'));
    client.listVersions.mockResolvedValue({ items: [VERSION], pageInfo: {} });
    openModelPage({
      client,
      extensions: [governanceTab],
      path: '/?version=99',
    });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no version 99',
    );
    client.getOverview.mockResolvedValue(
      overviewOf({ versions: [VERSION], requirements: [requirementOf()] }),
    );
    await userEvent.click(screen.getByRole('button', { name: /Version/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: '8 (Validation)' }),
    );

    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
    expect(screen.getByText(/given for version 8/)).toBeVisible();
  });
});
