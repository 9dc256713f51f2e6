import { screen } from '@testing-library/react';
import {
  approvalOf,
  overviewOf,
  requirementOf,
  reviewOf,
  versionOf,
} from '../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../__testUtils__/modelPage';
import { lifecycleCard, versionsTab } from '../lifecycle/extensions';
import { governanceTab } from './extensions';

const VERSION = versionOf({ version: '8' });
const ALL = {
  mayOpenReviews: true,
  mayDecide: true,
  mayMoveVersions: true,
  mayHandleIncidents: true,
  mayRetireChecks: true,
};
const NONE = {
  mayOpenReviews: false,
  mayDecide: false,
  mayMoveVersions: false,
  mayHandleIncidents: false,
  mayRetireChecks: false,
};

function clientOf(viewer: typeof ALL, isUnderReview: boolean) {
  const client = fakeClient(
    overviewOf({
      viewer,
      versions: [VERSION],
      requirements: [
        requirementOf({
          status: 'rejected',
          decisions: [approvalOf({ decision: 'rejected' })],
        }),
      ],
      governance: {
        status: 'rejected',
        reviews: isUnderReview ? [reviewOf()] : [],
      },
    }),
  );
  client.listVersions.mockResolvedValue({ items: [VERSION], pageInfo: {} });
  return client;
}

describe('what a person may not do is not offered', () => {
  it.each([
    ['Open a review', false, governanceTab],
    ['Close the review', true, governanceTab],
    ['Withdraw', true, governanceTab],
    ['Set an end of life', false, lifecycleCard],
    ['Move version 8', false, versionsTab],
  ] as const)('%s', async (name, isUnderReview, extension) => {
    const { unmount } = openModelPage({
      client: clientOf(ALL, isUnderReview),
      extensions: [extension],
    }).page;
    expect(await screen.findByRole('button', { name })).toBeVisible();
    unmount();

    openModelPage({
      client: clientOf(NONE, isUnderReview),
      extensions: [extension],
    });
    expect((await screen.findAllByText(/^8$|version 8/))[0]).toBeVisible();
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
  });

  it('says who may open the review that is awaited', async () => {
    openModelPage({
      client: clientOf(NONE, false),
      extensions: [governanceTab],
    });
    expect(
      await screen.findByText(/You lack the permission to open a review/),
    ).toBeVisible();
  });

  it('shows no versions before it is known whether they can be moved', async () => {
    const client = clientOf(ALL, false);
    client.getOverview.mockReturnValue(new Promise(() => {}));
    openModelPage({ client, extensions: [versionsTab] });
    expect(await screen.findByText('Loading the versions')).toBeInTheDocument();
    expect(screen.queryByRole('row')).not.toBeInTheDocument();
  });

  it('shows the versions also when that cannot be found out', async () => {
    const client = clientOf(ALL, false);
    client.getOverview.mockRejectedValue(new Error('The database is away'));
    openModelPage({ client, extensions: [versionsTab] });
    expect(await screen.findByRole('row', { name: /^8/ })).toBeVisible();
    expect(screen.queryByText('Move')).not.toBeInTheDocument();
  });
});
