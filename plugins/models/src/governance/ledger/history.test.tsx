import {
  chainEntry,
  LedgerEntry,
  ledgerEntrySchema,
} from '@modelry/backstage-plugin-models-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { watchFiles } from '../../__testUtils__/boardPage';
import {
  CHURN_REF,
  overviewOf,
  refusal,
  requirementOf,
  versionOf,
} from '../../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../../__testUtils__/modelPage';
import { governanceTab } from '../extensions';

function chain(length: number): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let i = 1; i <= length; i++) {
    entries.push(
      chainEntry({
        act: {
          modelRef: CHURN_REF,
          recordedAt: '2026-03-01T09:00:00.000Z',
          actor: 'user:default/vera',
          action: 'decision',
          body: {
            requirement: 'independent-validation',
            version: `${i}`,
            stage: 'production',
            decision: 'approved',
            comment: `Comment ${i}`,
          },
        },
        previous: entries.at(-1),
      }),
    );
  }
  return entries;
}

// As they come from the server.
function asAnswered(entries: LedgerEntry[]) {
  return { items: ledgerEntrySchema.array().parse(entries), pageInfo: {} };
}

function withLedger(entries: LedgerEntry[]) {
  const client = fakeClient(
    overviewOf({
      versions: [versionOf({ version: '8' })],
      requirements: [requirementOf()],
    }),
  );
  client.getLedger.mockResolvedValue(asAnswered(entries));
  return client;
}

function open(client: ReturnType<typeof fakeClient>) {
  return openModelPage({ client, extensions: [governanceTab] });
}

describe('the history of a model', () => {
  it('is verified in the browser, over all pages, and shown the newest first', async () => {
    const entries = chain(25);
    const client = withLedger([]);
    client.getLedger.mockImplementation(async (_, query) =>
      query?.cursor === 'more'
        ? asAnswered(entries.slice(20))
        : {
            ...asAnswered(entries.slice(0, 20)),
            pageInfo: { nextCursor: 'more' },
          },
    );
    open(client);

    expect(
      await screen.findByText(/Verified here in the browser: all 25 entries/),
    ).toBeVisible();
    const list = screen.getByRole('list', { name: /Entries of the ledger/ });
    expect(within(list).getAllByRole('listitem')).toHaveLength(20);
    expect(within(list).getAllByRole('listitem')[0]).toHaveTextContent(
      /25.*vera approved Independent validation, version 25, for Production.*Comment 25.*requirement independent-validation/,
    );
    expect(screen.getByText('20 of 25 are shown')).toBeVisible();

    await userEvent.click(
      screen.getByRole('button', { name: 'Show older entries' }),
    );
    expect(within(list).getAllByRole('listitem')).toHaveLength(25);
  });

  it('names the first entry that is not as it was written', async () => {
    const entries = chain(3);
    entries[1] = {
      ...entries[1],
      body: { ...entries[1].body, comment: 'Somebody else wrote this' },
    };
    open(withLedger(entries));

    expect(await screen.findByRole('alert')).toHaveTextContent(
      /The ledger is broken at entry 2.*its content was changed/,
    );
    expect(screen.queryByText(/Verified here/)).not.toBeInTheDocument();
    expect(screen.getAllByText(/Not as it was written/)).toHaveLength(1);
  });

  it('finds an entry that is missing', async () => {
    const [first, , third] = chain(3);
    open(withLedger([first, third]));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /entry 2 is missing/,
    );
  });

  it.each([
    [
      'owner-assigned',
      { owner: 'group:default/growth' },
      'made growth the owner',
    ],
    [
      'owner-reverted',
      { owner: 'group:default/growth' },
      'gave it back to its declared owner, growth',
    ],
    [
      'owner-declined',
      { previousOwner: 'group:default/growth' },
      'declined it for growth; it went back to nobody',
    ],
    [
      'role-assigned',
      {
        role: 'validator',
        people: ['user:default/vera', 'user:default/victor'],
        before: [],
      },
      'made vera, victor the validator of the model',
    ],
    [
      'role-assigned',
      { role: 'validator', people: [], before: ['user:default/vera'] },
      'left nobody as the validator of the model',
    ],
    [
      'record-continued',
      { formerRef: 'model:default/attrition' },
      'continued the record of model:default/attrition',
    ],
  ])(
    'says in words who answers for the model: %s',
    async (action, body, words) => {
      open(
        withLedger([
          chainEntry({
            act: {
              modelRef: CHURN_REF,
              recordedAt: '2026-03-01T09:00:00.000Z',
              actor: 'user:default/tilda',
              action,
              body,
            },
          }),
        ]),
      );
      const list = await screen.findByRole('list', {
        name: /Entries of the ledger/,
      });
      expect(within(list).getByRole('listitem')).toHaveTextContent(
        `tilda ${words},`,
      );
    },
  );

  it('shows acts that it does not know by their name', async () => {
    open(
      withLedger([
        chainEntry({
          act: {
            modelRef: CHURN_REF,
            recordedAt: '2026-03-01T09:00:00.000Z',
            actor: 'modelry',
            action: 'constructor',
            body: {},
          },
        }),
      ]),
    );
    expect(await screen.findByText(/constructor/)).toBeVisible();
  });

  it('says what begins it when there is nothing', async () => {
    open(withLedger([]));
    expect(
      await screen.findByText(/Nothing is in the ledger of this model yet/),
    ).toBeVisible();
    expect(screen.getByText(/Open a review to begin/)).toBeVisible();
  });

  it('says why it cannot be had', async () => {
    const client = withLedger([]);
    client.getLedger.mockRejectedValue(
      await refusal(403, 'NotAllowedError', 'You may not read this ledger'),
    );
    open(client);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Could not load the history.*You may not read this ledger/,
    );
  });

  it('can be saved as a file', async () => {
    const files = watchFiles();
    const client = withLedger(chain(1));
    client.exportLedger.mockResolvedValue('{"type":"header"}\n');
    open(client);

    await userEvent.click(
      await screen.findByRole('button', { name: 'Export the ledger' }),
    );
    await waitFor(() => expect(files).toHaveLength(1));
    expect(files[0].name).toBe('ledger-default-churn.jsonl');
  });
});
