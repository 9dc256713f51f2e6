import {
  chainEntry,
  LedgerAct,
  LedgerEntry,
  ledgerEntrySchema,
} from '@modelry/backstage-plugin-models-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openBoard } from '../../__testUtils__/boardPage';
import { fakeClient } from '../../__testUtils__/fakeClient';
import {
  approvalOf,
  CHURN_REF,
  churnModel,
  overviewOf,
  refusal,
  requirementOf,
  reviewOf,
  versionOf,
} from '../../__testUtils__/fixtures';

const VERSION = versionOf({
  version: '8',
  digest: `sha256:${'e'.repeat(64)}`,
  metrics: { auc: 0.81 },
});
const ACT: LedgerAct = {
  modelRef: CHURN_REF,
  recordedAt: '2026-03-01T09:00:00.000Z',
  actor: 'user:default/vera',
  action: 'decision',
  body: {
    requirement: 'independent-validation',
    version: '8',
    stage: 'production',
    decision: 'approved',
    parties: {
      owner: 'group:default/growth',
      entitledThrough: 'group:default/model-validation',
      registeredBy: ['external:trainer'],
      reviewsOpenedBy: ['user:default/dario'],
    },
  },
};
const ENTRY = answered({ act: ACT });
const OF_OTHER_VERSION = answered({
  act: { ...ACT, body: { ...ACT.body, version: '7' } },
  previous: ENTRY,
});

// As it comes from the server.
function answered(options: {
  act: LedgerAct;
  previous?: Pick<LedgerEntry, 'sequence' | 'hash'>;
}) {
  return ledgerEntrySchema.parse(chainEntry(options));
}

// eslint-disable-next-line no-script-url
const HOSTILE = 'javascript:alert(1)';

const DECISIONS = [
  approvalOf({
    evidence: [
      { title: 'Report', link: 'https://docs.example.com/r' },
      { title: 'Bad', link: HOSTILE },
    ],
  }),
  approvalOf({
    id: 'old',
    version: '7',
    ignoredBecause: 'given for version 7',
  }),
];

function server(decisions = DECISIONS) {
  const client = fakeClient(
    overviewOf({
      versions: [VERSION],
      requirements: [
        requirementOf({
          status: 'approved',
          reason: 'Approved by user:default/vera',
          approvals: 1,
          decisions,
        }),
      ],
      governance: { status: 'approved', reviews: [reviewOf()] },
    }),
  );
  client.listVersions.mockResolvedValue({ items: [VERSION], pageInfo: {} });
  client.getLedger.mockResolvedValue({
    items: [ENTRY, OF_OTHER_VERSION],
    pageInfo: {},
  });
  return client;
}

function open(client = server()) {
  return openBoard({
    client,
    path: '/record/default/churn?version=8',
    entity: churnModel({
      spec: { riskTier: 'high', intendedUse: 'Offers to customers' },
    }),
  });
}

describe('the sign-off record', () => {
  it('says everything that a board files', async () => {
    const client = server();
    open(client);

    expect(
      await screen.findByRole('heading', {
        name: 'Sign-off record: churn, version 8',
      }),
    ).toBeVisible();
    expect(client.getOverview).toHaveBeenCalledWith(CHURN_REF, {
      version: '8',
    });
    const section = (name: string) =>
      within(screen.getByRole('region', { name }));
    expect(section('Model').getByText('High risk')).toBeVisible();
    expect(section('Model').getByText('Offers to customers')).toBeVisible();
    const version = section('Version');
    expect(version.getByText(VERSION.digest ?? '')).toBeVisible();
    expect(version.getByText('auc 0.81')).toBeVisible();

    const requirement = screen.getByRole('region', {
      name: 'Independent validation',
    });
    expect(requirement).toHaveTextContent(
      `High-risk models (high-risk), because spec.riskTier is high; policy digest ${'c'.repeat(
        64,
      )}`,
    );
    expect(requirement).toHaveTextContent(/Requirement digest ?a{64}/);
    expect(requirement).toHaveTextContent(
      /approved version 8, 2026-03-01 09:00:00 UTC; ledger entry 2. Counts\./,
    );
    expect(requirement).toHaveTextContent(
      'Does not count: given for version 7.',
    );
    expect(within(requirement).getAllByRole('link')).toHaveLength(1);
    expect(screen.getByRole('region', { name: 'Reviews' })).toHaveTextContent(
      /For Production, opened by .*dario/,
    );

    const ledger = screen.getByRole('region', { name: 'Ledger' });
    expect(ledger).toHaveTextContent(
      /Verified when this record was made: all 2/,
    );
    expect(within(ledger).getByText(ENTRY.hash)).toBeVisible();
    expect(ledger).toHaveTextContent(
      'Entitled through group:default/model-validation; the model was owned by group:default/growth; versions registered by external:trainer; reviews opened by user:default/dario.',
    );
    // Of another version only the hash of the newest entry is told.
    expect(within(ledger).getAllByText(OF_OTHER_VERSION.hash)).toHaveLength(1);
    expect(within(ledger).getAllByRole('row')).toHaveLength(2);
  });

  it('begins with what counts, however many decisions on newer versions there are', async () => {
    const client = server([
      approvalOf({
        ...{ id: 'newer', version: '9', sequence: 7 },
        ignoredBecause: 'given for version 9',
      }),
      approvalOf({ decidedBy: 'user:default/victor' }),
    ]);
    open(client);
    const requirement = await screen.findByRole('region', {
      name: 'Independent validation',
    });
    expect(requirement).toHaveTextContent(
      /victor.*Counts\..*given for version 9/,
    );
  });

  it('says that more was decided than the page has room for', async () => {
    const client = fakeClient(
      overviewOf({
        versions: [VERSION],
        requirements: [
          requirementOf({ decisions: DECISIONS, decisionsLeftOut: 3 }),
        ],
      }),
    );
    client.listVersions.mockResolvedValue({ items: [VERSION], pageInfo: {} });
    client.getLedger.mockResolvedValue({ items: [ENTRY], pageInfo: {} });
    open(client);
    expect(
      await screen.findByText(
        '3 more decisions, which do not count here, are in the ledger of the model.',
      ),
    ).toBeVisible();
  });

  it('leaves out nothing that the answer of the page had no room for', async () => {
    const shortened = approvalOf({ comment: 'All of', shortened: true });
    const client = server([shortened]);
    client.getDecision.mockResolvedValue({
      ...approvalOf({ comment: 'All of it' }),
      evidence: [{ title: 'Report', text: 'In full' }],
    });
    open(client);
    expect(await screen.findByText('All of it')).toBeInTheDocument();
    expect(screen.getByText('In full')).toBeInTheDocument();
    expect(client.getDecision).toHaveBeenCalledWith(CHURN_REF, shortened.id);
  });

  it('can be printed', async () => {
    window.print = jest.fn();
    open();
    await screen.findByRole('region', { name: 'Ledger' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Print or save as PDF' }),
    );
    expect(window.print).toHaveBeenCalledTimes(1);
  });

  it('says that the chain is broken', async () => {
    const client = server();
    client.getLedger.mockResolvedValue({
      items: [{ ...ENTRY, actor: 'user:default/mallory' }],
      pageInfo: {},
    });
    open(client);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The chain is broken at entry 1: its content was changed.',
    );
  });

  it('is not made of parts: without the ledger there is none', async () => {
    const client = server();
    client.getLedger.mockRejectedValue(
      await refusal(403, 'NotAllowedError', 'You may not read this ledger'),
    );
    open(client);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Could not load the sign-off record.*You may not read this ledger/,
    );
    expect(
      screen.getByRole('button', { name: 'Print or save as PDF' }),
    ).toBeDisabled();
  });

  it('leads back to the model', async () => {
    open();
    expect(
      await screen.findByRole('link', { name: 'Back to the model' }),
    ).toHaveAttribute('href', expect.stringContaining('governance?version=8'));
  });
});
