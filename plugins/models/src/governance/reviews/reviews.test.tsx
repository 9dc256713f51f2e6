import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  PossibleMoves,
  ReviewBrief,
} from '@modelry/backstage-plugin-models-common';
import { HELD_BACK } from '../../__testUtils__/fakeClient';
import {
  approvalOf,
  checkOf,
  CHURN_REF,
  overviewOf,
  refusal,
  requirementOf,
  reviewOf,
  versionOf,
} from '../../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../../__testUtils__/modelPage';
import { governanceTab } from '../extensions';

const VERSION = versionOf({ version: '8' });
const REVIEW = reviewOf({ note: 'Trained with the data of 2025.' });
const BRIEF: ReviewBrief = {
  review: REVIEW,
  baseline: { version: '7', approvedAt: '2025-03-01T09:00:00.000Z' },
  facts: [{ field: 'spec.riskTier', before: 'limited', after: 'high' }],
  metrics: [
    { name: 'auc', before: 0.78, after: 0.8 },
    { name: 'brier', after: 0.06 },
  ],
  checks: [checkOf({ check: 'Feature drift', status: 'warning' })],
  decisions: [approvalOf({ version: '7', comment: 'Fine a year ago.' })],
};

function clientWith(options: { isUnderReview: boolean }) {
  const client = fakeClient(
    overviewOf({
      versions: [VERSION],
      requirements: [requirementOf()],
      governance: {
        status: 'pending',
        reviews: options.isUnderReview ? [REVIEW] : [],
      },
    }),
  );
  client.listVersions.mockResolvedValue({ items: [VERSION], pageInfo: {} });
  client.getReview.mockResolvedValue(BRIEF);
  return client;
}

function openTab(client: ReturnType<typeof fakeClient>) {
  return openModelPage({ client, extensions: [governanceTab] });
}

describe('opening a review', () => {
  it('asks for the stage and a note', async () => {
    const client = clientWith({ isUnderReview: false });
    client.openReview.mockResolvedValue({ opened: true, review: REVIEW });
    openTab(client);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Open a review' }),
    );
    const dialog = within(
      await screen.findByRole('dialog', { name: 'Open a review of version 8' }),
    );
    expect(
      dialog.getByRole('button', {
        name: /Production.*Stage|Stage.*Production/,
      }),
    ).toBeVisible();
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Note' }),
      ' Please look at drift ',
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'Open the review' }),
    );

    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(client.openReview).toHaveBeenCalledWith(CHURN_REF, {
      version: '8',
      stage: 'production',
      note: 'Please look at drift',
    });
  });

  it('says why it was refused, and keeps the note', async () => {
    const client = clientWith({ isUnderReview: false });
    client.openReview.mockRejectedValue(
      await refusal(403, 'NotAllowedError', 'Only the owner may open reviews'),
    );
    openTab(client);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Open a review' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Note');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Open the review' }),
    );

    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /The review was not opened.*Only the owner may open reviews/,
    );
    expect(dialog.getByRole('textbox')).toHaveValue('Note');
  });
});

describe('an open review', () => {
  it('shows what has changed since the version that was approved last', async () => {
    openTab(clientWith({ isUnderReview: true }));

    expect(
      await screen.findByText('Review of version 8 for Production'),
    ).toBeVisible();
    expect(screen.getByText('Trained with the data of 2025.')).toBeVisible();
    expect(
      await screen.findByRole('row', { name: /riskTier/ }),
    ).toHaveTextContent('spec.riskTierlimitedhigh');
    expect(screen.getByRole('row', { name: /auc/ })).toHaveTextContent(
      'auc0.780.8+0.02 (+2.6 %)',
    );
    expect(screen.getByRole('row', { name: /brier/ })).toHaveTextContent(
      'briernot reported0.06–',
    );
    expect(screen.getByText(/Feature drift in production/)).toBeVisible();
    expect(screen.getByText('Fine a year ago.')).toBeVisible();
  });

  it('says when there is nothing to compare with', async () => {
    const client = clientWith({ isUnderReview: true });
    client.getReview.mockResolvedValue({
      ...BRIEF,
      baseline: undefined,
      facts: [],
      decisions: [],
      metrics: [{ name: 'auc', after: 0.8 }],
    });
    openTab(client);

    expect(
      await screen.findByText(/there is nothing to compare with/),
    ).toBeVisible();
    expect(screen.getByRole('row', { name: /auc/ })).toHaveTextContent(
      'auc0.8',
    );
  });

  it('can be closed with a reason', async () => {
    const client = clientWith({ isUnderReview: true });
    client.closeReview.mockResolvedValue(reviewOf({ status: 'closed' }));
    openTab(client);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Close the review' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Retrained instead');
    await userEvent.click(dialog.getByRole('button', { name: 'Close it' }));

    await waitFor(() =>
      expect(client.closeReview).toHaveBeenCalledWith(CHURN_REF, 'review-1', {
        reason: 'Retrained instead',
      }),
    );
  });

  it('stays listed when it is over', async () => {
    const closed = {
      by: 'user:default/dario',
      at: '2026-03-02T09:00:00.000Z',
      reason: 'Retrained instead',
    };
    openTab(
      fakeClient(
        overviewOf({
          versions: [VERSION],
          requirements: [requirementOf()],
          governance: { reviews: [reviewOf({ status: 'closed', closed })] },
        }),
      ),
    );

    const over = await screen.findByRole('list', { name: 'Earlier reviews' });
    expect(over).toHaveTextContent(
      /For Production, opened by dario.*closed by/,
    );
    expect(over).toHaveTextContent('Retrained instead');
  });

  it('that renewed the sign-offs does not say that the version moved', async () => {
    const closed = {
      by: 'user:default/vera',
      at: '2026-03-02T08:00:00.000Z',
      reason: 'All sign-offs were renewed',
    };
    openTab(
      fakeClient(
        overviewOf({
          versions: [VERSION],
          requirements: [requirementOf()],
          governance: { reviews: [reviewOf({ status: 'completed', closed })] },
        }),
      ),
    );

    const over = await screen.findByRole('list', { name: 'Earlier reviews' });
    expect(over).toHaveTextContent(/completed by.*All sign-offs were renewed/);
    expect(over).not.toHaveTextContent('entered the stage');
  });
});

type Missing = PossibleMoves['moves'][number]['missing'];

/** The moves of version 8, of which that to production lacks these sign-offs. */
function movesWith(missing: Missing): PossibleMoves {
  return {
    ...HELD_BACK,
    moves: HELD_BACK.moves.map(move =>
      move.stage === 'production' ? { ...move, missing } : move,
    ),
  };
}

describe('promoting a version', () => {
  const NAME = 'Promote version 8 to Production';

  it('is held back by everything that is missing, which is said in words', async () => {
    const client = clientWith({ isUnderReview: true });
    client.listPossibleMoves.mockResolvedValue(
      movesWith([
        { id: 'a', title: 'Independent validation', reason: 'It is missing' },
        { id: 'b', title: 'Risk acceptance', reason: 'Missing, too' },
      ]),
    );
    openTab(client);

    const button = await screen.findByRole('button', { name: NAME });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription(
      /cannot enter Production yet.*Independent validation: It is missing.*Risk acceptance: Missing, too/,
    );
    expect(screen.getByText('Risk acceptance: Missing, too')).toBeVisible();
    expect(client.listPossibleMoves).toHaveBeenCalledWith(CHURN_REF, {
      version: '8',
    });
  });

  it('moves the version when nothing is missing', async () => {
    const client = clientWith({ isUnderReview: true });
    client.listPossibleMoves.mockResolvedValue(movesWith([]));
    client.moveStage.mockRejectedValueOnce(
      await refusal(409, 'ConflictError', 'The version is in retired now'),
    );
    client.moveStage.mockResolvedValueOnce(
      versionOf({ version: '8', stage: 'production' }),
    );
    openTab(client);

    const button = await screen.findByRole('button', { name: NAME });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Agreed on Monday');
    const send = dialog.getByRole('button', { name: 'Promote to Production' });
    await userEvent.click(send);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /This has changed since you opened it.*The version is in retired now/,
    );

    await userEvent.click(send);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(client.moveStage).toHaveBeenLastCalledWith(CHURN_REF, {
      version: '8',
      stage: 'production',
      expectedStage: 'validation',
      reason: 'Agreed on Monday',
    });
  });

  it('is offered without a review for the next stage', async () => {
    openTab(clientWith({ isUnderReview: false }));
    expect(await screen.findByRole('button', { name: NAME })).toBeDisabled();
  });
});
