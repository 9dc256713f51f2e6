import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Waiver } from '@modelry/backstage-plugin-models-common';
import {
  approvalOf,
  overviewOf,
  requirementOf,
  versionOf,
} from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { governanceTab } from './extensions';

const VERSION = versionOf({ version: '8' });
const OPEN = overviewOf({
  versions: [VERSION],
  requirements: [requirementOf()],
});

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

async function beginToWrite() {
  const client = fakeClient(OPEN);
  client.listVersions.mockResolvedValue({ items: [VERSION], pageInfo: {} });
  const { signals } = openModelPage({ client, extensions: [governanceTab] });
  await userEvent.click(await screen.findByRole('button', { name: /^Decide/ }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('radio', { name: 'Approve' }));
  await userEvent.type(
    dialog.getByRole('textbox', { name: /Comment/ }),
    'Reproduced.',
  );
  return { client, dialog, signals };
}

describe('while somebody decides', () => {
  it('says that the policy changed, and shows how it is when asked', async () => {
    const { client, dialog, signals } = await beginToWrite();
    const now = requirementOf({
      digest: 'b'.repeat(64),
      description: 'Two people have reproduced the evaluation.',
    });
    client.getOverview.mockResolvedValue(
      overviewOf({ versions: [VERSION], requirements: [now] }),
    );
    signals.send('models:churn');

    expect(await dialog.findByRole('status')).toHaveTextContent(
      /policy asks for something else now\. What you wrote is kept/,
    );
    expect(dialog.queryByText(/Two people have/)).not.toBeInTheDocument();
    await userEvent.click(
      dialog.getByRole('button', { name: 'Show how it is now' }),
    );
    expect(dialog.getByText(/Two people have/)).toBeVisible();
    expect(dialog.queryByText(/Something happened/)).not.toBeInTheDocument();

    client.decide.mockResolvedValue({
      decision: approvalOf(),
      requirement: now,
    });
    await userEvent.click(
      dialog.getByRole('button', { name: 'Send the decision' }),
    );
    await waitFor(() => expect(client.decide).toHaveBeenCalledTimes(1));
    expect(client.decide.mock.calls[0][1]).toMatchObject({
      comment: 'Reproduced.',
      requirementDigest: 'b'.repeat(64),
    });
  });

  it('keeps the dialog and what is written when the sign-off is asked for no more', async () => {
    const { client, dialog, signals } = await beginToWrite();
    client.getOverview.mockResolvedValue(overviewOf({ versions: [VERSION] }));
    signals.send('models:churn');

    expect(
      await dialog.findByText(/No policy asks for this sign-off any more/),
    ).toBeVisible();
    expect(dialog.getByRole('textbox', { name: /Comment/ })).toHaveValue(
      'Reproduced.',
    );
  });

  it('says that a newer version has come', async () => {
    const { client, dialog, signals } = await beginToWrite();
    client.getOverview.mockResolvedValue(
      overviewOf({
        versions: [versionOf({ version: '9' }), VERSION],
        requirements: [requirementOf()],
      }),
    );
    signals.send('models:churn');
    expect(
      await dialog.findByText(/Version 9 was registered meanwhile/),
    ).toBeVisible();
  });
});

const WAIVING = { mayDecide: false, reasons: ['No'], mayWaive: true };

async function beginToWaive() {
  const client = fakeClient(
    overviewOf({
      versions: [VERSION],
      requirements: [requirementOf({ viewer: WAIVING })],
    }),
  );
  const { signals } = openModelPage({ client, extensions: [governanceTab] });
  await userEvent.click(
    await screen.findByRole('button', { name: /^Waive: Independent/ }),
  );
  const dialog = within(await screen.findByRole('dialog'));
  const reason = dialog.getByRole('textbox', { name: /Reason/ });
  await userEvent.type(reason, 'On leave.');
  return { client, dialog, reason, signals };
}

describe('while somebody writes a waiver', () => {
  it('keeps what is written when the sign-off is asked for no more', async () => {
    const { client, dialog, reason, signals } = await beginToWaive();
    client.getOverview.mockResolvedValue(overviewOf({ versions: [VERSION] }));
    signals.send('models:churn');

    expect(
      await dialog.findByText(/No policy asks for this sign-off any more/),
    ).toBeVisible();
    expect(reason).toHaveValue('On leave.');
    expect(
      screen.queryByRole('button', { name: /^Waive: /, hidden: true }),
    ).not.toBeInTheDocument();
  });

  it('says what happened meanwhile, and keeps what is written', async () => {
    const { client, dialog, reason, signals } = await beginToWaive();
    expect(dialog.queryByRole('status')).not.toBeInTheDocument();

    client.getOverview.mockResolvedValue(
      overviewOf({
        versions: [versionOf({ version: '9' }), VERSION],
        governance: { version: '8' },
        requirements: [
          requirementOf({
            ...{ status: 'waived', waiver: WAIVER, digest: 'b'.repeat(64) },
            viewer: { ...WAIVING, mayWaive: false },
          }),
        ],
      }),
    );
    signals.send('models:churn');
    expect(await dialog.findByRole('status')).toHaveTextContent(
      /Version 9 was registered meanwhile; you waive it for version 8\. The policy asks for something else now\. It was waived meanwhile, until 2099-01-01\. You may not waive it any more\. What you wrote is kept/,
    );
    expect(reason).toHaveValue('On leave.');
  });
});
