import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DateTime } from 'luxon';
import { Waiver } from '@modelry/backstage-plugin-models-common';
import {
  approvalOf,
  CHURN_REF,
  overviewOf,
  refusal,
  requirementOf,
  versionOf,
} from '../../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../../__testUtils__/modelPage';
import { governanceTab } from '../extensions';
import { readUntil } from './untilDate';

type Requirement = Parameters<typeof requirementOf>[0];

function withRequirement(requirement: Requirement) {
  return fakeClient(
    overviewOf({
      versions: [versionOf({ version: '8' })],
      requirements: [requirementOf(requirement)],
    }),
  );
}

async function press(name: string | RegExp) {
  await userEvent.click(await screen.findByRole('button', { name }));
}

async function dialogCalled(name: string) {
  return within(await screen.findByRole('dialog', { name }));
}

const WAIVER: Waiver = {
  id: 'waiver-1',
  requirement: 'independent-validation',
  requirementDigest: 'a'.repeat(64),
  stage: 'production',
  version: '8',
  facts: { trainedOn: [] },
  reason: 'The validators are on leave.',
  until: '2099-01-01T00:00:00.000Z',
  grantedBy: 'user:default/rosa',
  grantedAt: '2026-03-01T09:00:00.000Z',
  sequence: 3,
};

describe('withdrawing a decision', () => {
  const MINE = approvalOf({ id: 'mine', sequence: 4 });

  it('takes back one’s own newest decision, with a reason', async () => {
    const client = withRequirement({
      decisions: [
        MINE,
        approvalOf({ id: 'older', sequence: 2, ignoredBecause: 'replaced' }),
        approvalOf({ id: 'other', decidedBy: 'user:default/victor' }),
      ],
    });
    client.withdrawDecision.mockResolvedValue(MINE);
    openModelPage({ client, extensions: [governanceTab] });

    await press('Withdraw');
    const dialog = await dialogCalled('Withdraw your decision');
    await userEvent.click(dialog.getByRole('button', { name: 'Withdraw it' }));
    expect(dialog.getByText('Say why')).toBeVisible();
    expect(dialog.getByRole('textbox')).toHaveFocus();
    expect(client.withdrawDecision).not.toHaveBeenCalled();

    await userEvent.keyboard('I mixed up two reports');
    await userEvent.keyboard('{Meta>}[Enter]{/Meta}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(client.withdrawDecision).toHaveBeenCalledWith(CHURN_REF, 'mine', {
      reason: 'I mixed up two reports',
    });
  });

  it('offers nothing for what is withdrawn, and says why it was', async () => {
    openModelPage({
      client: withRequirement({
        decisions: [
          approvalOf({
            ignoredBecause: 'withdrawn by user:default/vera',
            withdrawn: {
              by: 'user:default/vera',
              at: '2026-03-02T09:00:00.000Z',
              reason: 'I mixed up two reports',
            },
          }),
        ],
      }),
      extensions: [governanceTab],
    });

    expect(await screen.findByText(/I mixed up two reports/)).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Withdraw' }),
    ).not.toBeInTheDocument();
  });

  it('says what the server said, and keeps the reason', async () => {
    const client = withRequirement({ decisions: [MINE] });
    client.withdrawDecision.mockRejectedValue(
      await refusal(403, 'NotAllowedError', 'Only the one who decided can'),
    );
    openModelPage({ client, extensions: [governanceTab] });

    await press('Withdraw');
    const dialog = await dialogCalled('Withdraw your decision');
    await userEvent.type(dialog.getByRole('textbox'), 'Because');
    await userEvent.click(dialog.getByRole('button', { name: 'Withdraw it' }));

    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /The decision was not withdrawn.*Only the one who decided can/,
    );
    expect(dialog.getByRole('textbox')).toHaveValue('Because');
  });
});

describe('waivers', () => {
  const MAY_WAIVE = { mayDecide: false, reasons: ['No'], mayWaive: true };

  it('sets a requirement aside until the end of a day', async () => {
    const client = withRequirement({ viewer: MAY_WAIVE });
    client.grantWaiver.mockResolvedValue(WAIVER);
    openModelPage({ client, extensions: [governanceTab] });

    await press('Waive: Independent validation');
    const dialog = await dialogCalled('Waive: Independent validation');
    await userEvent.click(dialog.getByRole('button', { name: 'Waive it' }));
    expect(dialog.getByText('Say why')).toBeVisible();
    expect(dialog.getByText(/Choose the last day/)).toBeVisible();

    await userEvent.type(dialog.getByRole('textbox'), 'On leave');
    const day = DateTime.now().plus({ days: 10 });
    await userEvent.click(dialog.getByRole('spinbutton', { name: /month/ }));
    await userEvent.keyboard(day.toFormat('MMddyyyy'));
    await userEvent.click(dialog.getByRole('button', { name: 'Waive it' }));

    await waitFor(() => expect(client.grantWaiver).toHaveBeenCalledTimes(1));
    expect(client.grantWaiver).toHaveBeenCalledWith(CHURN_REF, {
      requirement: 'independent-validation',
      stage: 'production',
      version: '8',
      reason: 'On leave',
      until: day.endOf('day').toUTC().toISO(),
      requirementDigest: 'a'.repeat(64),
      factsDigest: 'f'.repeat(64),
    });
  });

  it('is not offered to who may not', async () => {
    openModelPage({
      client: withRequirement({}),
      extensions: [governanceTab],
    });
    await screen.findByText('Why it is asked for');
    expect(
      screen.queryByRole('button', { name: /^Waive/ }),
    ).not.toBeInTheDocument();
  });

  it('can be granted for longer while it counts', async () => {
    const client = withRequirement({
      status: 'waived',
      waiver: WAIVER,
      viewer: MAY_WAIVE,
    });
    client.grantWaiver.mockResolvedValue(WAIVER);
    openModelPage({ client, extensions: [governanceTab] });

    await press('Waive for longer: Independent validation');
    const dialog = await dialogCalled('Waive: Independent validation');
    await userEvent.type(dialog.getByRole('textbox'), 'Still on leave');
    const day = DateTime.now().plus({ days: 60 });
    await userEvent.click(dialog.getByRole('spinbutton', { name: /month/ }));
    await userEvent.keyboard(day.toFormat('MMddyyyy'));
    await userEvent.click(dialog.getByRole('button', { name: 'Waive it' }));
    await waitFor(() =>
      expect(client.grantWaiver).toHaveBeenCalledWith(
        CHURN_REF,
        expect.objectContaining({
          reason: 'Still on leave',
          until: day.endOf('day').toUTC().toISO(),
        }),
      ),
    );
  });

  it('is shown with its reason and end, and can be revoked', async () => {
    const client = withRequirement({
      status: 'waived',
      waiver: WAIVER,
      viewer: MAY_WAIVE,
    });
    client.revokeWaiver.mockResolvedValue(WAIVER);
    openModelPage({ client, extensions: [governanceTab] });

    expect(
      await screen.findByText('The validators are on leave.'),
    ).toBeVisible();
    expect(screen.getByText(/for version 8; it ends/)).toBeVisible();
    await press('Revoke the waiver');
    const dialog = await dialogCalled('Revoke the waiver');
    await userEvent.type(dialog.getByRole('textbox'), 'They are back');
    await userEvent.click(dialog.getByRole('button', { name: 'Revoke it' }));

    await waitFor(() =>
      expect(client.revokeWaiver).toHaveBeenCalledWith(CHURN_REF, 'waiver-1', {
        reason: 'They are back',
      }),
    );
  });
});

describe('the last day of a waiver', () => {
  const NOW = DateTime.fromISO('2026-03-01T12:00:00');

  it.each([
    ['', /Choose the last day/],
    ['2026-02-28', /not over yet/],
    ['2027-03-01', /at most a year/],
  ])('refuses %p', (day, problem) => {
    expect(readUntil(day, NOW)).toEqual({
      problem: expect.stringMatching(problem),
    });
  });

  it('takes today, to its end', () => {
    expect(readUntil('2026-03-01', NOW)).toEqual({
      until: NOW.endOf('day').toUTC().toISO(),
    });
  });
});

describe('a requirement', () => {
  it('says which policies ask for it and why, and what must be known about it', async () => {
    openModelPage({
      client: withRequirement({
        policies: [
          {
            id: 'high-risk',
            title: 'High-risk models',
            digest: 'c'.repeat(64),
            because: ['spec.riskTier is high'],
          },
          {
            id: 'personal',
            title: 'Personal data',
            digest: 'd'.repeat(64),
            because: ['metadata.tags contains personal-data', 'it is a Model'],
          },
        ],
        warnings: ['group:default/model-validation has no members'],
      }),
      extensions: [governanceTab],
    });

    const policies = await screen.findByRole('list', {
      name: 'Policies that ask for it',
    });
    expect(policies).toHaveTextContent(
      'High-risk models applies because spec.riskTier is high',
    );
    expect(policies).toHaveTextContent(
      /Personal data applies because metadata.tags contains personal-data, and it is a Model/,
    );
    expect(screen.getByText(/has no members/)).toHaveTextContent(
      'model-validation has no members',
    );
  });
});
