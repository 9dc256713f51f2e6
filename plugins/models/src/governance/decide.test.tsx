import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  approvalOf,
  CHURN_REF,
  overviewOf,
  refusal,
  requirementOf,
  versionOf,
} from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { governanceCard } from './extensions';

const VERSION = versionOf({ version: '8' });
const OPEN = overviewOf({
  versions: [VERSION],
  requirements: [requirementOf()],
  governance: { status: 'missing' },
});
const DECISION = approvalOf();
const APPROVED = requirementOf({
  status: 'approved',
  reason: 'Approved by user:default/vera',
  approvals: 1,
  decisions: [DECISION],
});

async function openDialog(client: ReturnType<typeof fakeClient>) {
  const { signals } = openModelPage({ client, extensions: [governanceCard] });
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'Decide: Independent validation',
    }),
  );
  const dialog = within(
    await screen.findByRole('dialog', { name: 'Independent validation' }),
  );
  return { dialog, signals };
}

async function fillIn(dialog: ReturnType<typeof within>) {
  await userEvent.click(dialog.getByRole('radio', { name: 'Approve' }));
  await userEvent.type(
    dialog.getByRole('textbox', { name: /Comment/ }),
    'Reproduced on my own sample.',
  );
}

function send(dialog: ReturnType<typeof within>) {
  return userEvent.click(
    dialog.getByRole('button', { name: 'Send the decision' }),
  );
}

describe('deciding a requirement', () => {
  it('sends what was seen and chosen, and shows what follows from it', async () => {
    const client = fakeClient(OPEN);
    client.decide.mockImplementation(async () => {
      client.getOverview.mockResolvedValue(
        overviewOf({
          versions: [VERSION],
          requirements: [APPROVED],
          governance: { status: 'approved' },
        }),
      );
      return { decision: DECISION, requirement: APPROVED };
    });
    const { dialog } = await openDialog(client);
    expect(dialog.getByRole('radio', { name: 'Approve' })).toHaveFocus();

    await fillIn(dialog);
    await send(dialog);

    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(client.decide).toHaveBeenCalledTimes(1);
    expect(client.decide).toHaveBeenCalledWith(CHURN_REF, {
      requirement: 'independent-validation',
      stage: 'production',
      version: '8',
      decision: 'approved',
      comment: 'Reproduced on my own sample.',
      evidence: [],
      requirementDigest: 'a'.repeat(64),
      factsDigest: 'f'.repeat(64),
    });
    expect(screen.getByText('Reproduced on my own sample.')).toBeVisible();
    expect(screen.queryByText('Missing')).not.toBeInTheDocument();
    expect(
      await screen.findByText(
        'You approved: Independent validation, version 8',
      ),
    ).toBeInTheDocument();
  });

  it('asks for what is missing before it sends anything', async () => {
    const client = fakeClient(OPEN);
    const { dialog } = await openDialog(client);

    await send(dialog);
    expect(
      dialog.getByText('Nothing is chosen yet: choose one of these.'),
    ).toBeVisible();
    expect(dialog.getByText('Say why you decide so')).toBeVisible();

    await userEvent.click(dialog.getByRole('radio', { name: 'Reject' }));
    await userEvent.type(dialog.getByRole('textbox'), '   ');
    await send(dialog);
    expect(dialog.getByRole('textbox')).toHaveFocus();
    expect(client.decide).not.toHaveBeenCalled();
  });

  it('can be sent from the keyboard', async () => {
    const client = fakeClient(OPEN);
    client.decide.mockResolvedValue({
      decision: DECISION,
      requirement: APPROVED,
    });
    const { dialog } = await openDialog(client);

    await userEvent.keyboard('[ArrowDown][ArrowUp][Tab]');
    expect(dialog.getByRole('textbox')).toHaveFocus();
    await userEvent.keyboard('Looks right[Tab][Tab][Tab][Enter]');

    await waitFor(() => expect(client.decide).toHaveBeenCalledTimes(1));
    expect(client.decide.mock.calls[0][1]).toMatchObject({
      decision: 'approved',
      comment: 'Looks right',
    });
  });

  it('shows why the server refused, and loses nothing', async () => {
    const client = fakeClient(OPEN);
    client.decide.mockRejectedValueOnce(
      await refusal(403, 'NotAllowedError', 'You registered this version'),
    );
    const { dialog } = await openDialog(client);
    await fillIn(dialog);
    await send(dialog);

    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'You registered this version',
    );
    expect(dialog.getByRole('textbox')).toHaveValue(
      'Reproduced on my own sample.',
    );
    expect(dialog.getByRole('radio', { name: 'Approve' })).toBeChecked();
  });

  it('explains a conflict, shows how it is now and sends that the next time', async () => {
    const client = fakeClient(OPEN);
    client.decide.mockImplementationOnce(async () => {
      client.getOverview.mockResolvedValue(
        overviewOf({
          versions: [VERSION],
          requirements: [
            requirementOf({
              digest: 'b'.repeat(64),
              description: 'Two people have reproduced the evaluation.',
            }),
          ],
        }),
      );
      throw await refusal(409, 'ConflictError', 'What it asks for has changed');
    });
    const { dialog } = await openDialog(client);
    await fillIn(dialog);
    await send(dialog);

    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /changed since you opened it.*What it asks for has changed/,
    );
    expect(
      dialog.getByText('Two people have reproduced the evaluation.'),
    ).toBeVisible();

    client.decide.mockResolvedValue({
      decision: DECISION,
      requirement: APPROVED,
    });
    await send(dialog);
    await waitFor(() => expect(client.decide).toHaveBeenCalledTimes(2));
    expect(client.decide.mock.calls[1][1]).toMatchObject({
      requirementDigest: 'b'.repeat(64),
      comment: 'Reproduced on my own sample.',
    });
  });

  it('decides the version that was seen, also when a newer one arrives meanwhile', async () => {
    const client = fakeClient(OPEN);
    const { dialog, signals } = await openDialog(client);
    await fillIn(dialog);

    client.getOverview.mockResolvedValue(
      overviewOf({
        versions: [versionOf({ version: '9' }), VERSION],
        requirements: [requirementOf()],
        governance: { status: 'missing' },
      }),
    );
    signals.send('models:churn');
    await screen.findByText('Sign-offs of version 9');
    await send(dialog);

    await waitFor(() => expect(client.decide).toHaveBeenCalledTimes(1));
    expect(client.decide.mock.calls[0][1]).toMatchObject({ version: '8' });
  });

  it('keeps what was written when the dialog is closed', async () => {
    const { dialog } = await openDialog(fakeClient(OPEN));
    await fillIn(dialog);
    await userEvent.keyboard('[Escape]');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );

    await userEvent.click(
      screen.getByRole('button', { name: 'Decide: Independent validation' }),
    );

    const again = within(await screen.findByRole('dialog'));
    expect(again.getByRole('textbox')).toHaveValue(
      'Reproduced on my own sample.',
    );
  });
});
