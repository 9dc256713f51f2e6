import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openBoard, waitingOf } from '../../__testUtils__/boardPage';
import { fakeClient } from '../../__testUtils__/fakeClient';
import {
  approvalOf,
  CHURN_REF,
  overviewOf,
  refusal,
  requirementOf,
  reviewOf,
  versionOf,
} from '../../__testUtils__/fixtures';

const ITEMS = ['Alpha', 'Beta', 'Gamma'].map(title =>
  waitingOf({ id: title.toLocaleLowerCase('en-US'), title }),
);
const REQUIREMENTS = ['Alpha', 'Beta', 'Gamma'].map(title =>
  requirementOf({ id: title.toLocaleLowerCase('en-US'), title }),
);

/** A server on which what is decided waits no more. */
function serverWith(items = ITEMS) {
  const client = fakeClient(
    overviewOf({
      versions: [versionOf({ version: '8' })],
      requirements: REQUIREMENTS,
    }),
  );
  let waiting = items;
  client.listWaiting.mockImplementation(async () => ({
    items: waiting,
    pageInfo: {},
  }));
  client.decide.mockImplementation(async (_, { requirement }) => {
    waiting = waiting.filter(item => item.requirement.id !== requirement);
    return { decision: approvalOf(), requirement: requirementOf() };
  });
  return client;
}

function button(title: string) {
  return screen.getByRole('button', {
    name: `Decide: ${title}, Churn, version 8`,
  });
}

function rows() {
  return within(
    screen.getByRole('list', { name: 'Sign-offs that wait for you' }),
  ).getAllByRole('listitem');
}

async function openList(client = serverWith()) {
  openBoard({ client });
  await screen.findByRole('list', { name: 'Sign-offs that wait for you' });
  return client;
}

async function gone() {
  await waitFor(() =>
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
  );
}

describe('what waits for me', () => {
  it('says who asks for what, and that keys work', async () => {
    await openList(serverWith([waitingOf({ note: 'Please be quick' })]));

    const [row] = rows();
    expect(row).toHaveTextContent(/Churn.*Version 8, for Production/);
    expect(row).toHaveTextContent(/Independent validation.*Pending/);
    expect(row).toHaveTextContent(/Asked by dario/);
    expect(row).toHaveTextContent('Please be quick');
    expect(
      screen.getByRole('list', { name: 'Sign-offs that wait for you' }),
    ).toHaveAccessibleDescription(/Keys: j or ↓ next.*Ctrl\+Enter sends/);
  });

  it('is gone through by its decisions, however long the notes are', async () => {
    const note = 'Please be quick. '.repeat(100);
    await openList(
      serverWith(ITEMS.map(item => ({ ...item, review: reviewOf({ note }) }))),
    );

    await userEvent.keyboard('jj');
    expect(button('Beta')).toHaveFocus();
    expect(
      within(rows()[1]).getByRole('button', { name: /^Show all of the note/ }),
    ).toBeVisible();
    await userEvent.keyboard('k');
    expect(button('Alpha')).toHaveFocus();
  });

  it('is decided from the keyboard, one after the other', async () => {
    const client = await openList();

    await userEvent.keyboard('j');
    expect(button('Alpha')).toHaveFocus();
    await userEvent.keyboard('[ArrowDown]j');
    expect(button('Gamma')).toHaveFocus();
    await userEvent.keyboard('jk[ArrowUp]k');
    expect(button('Alpha')).toHaveFocus();
    await userEvent.keyboard('j[Enter]');

    const dialog = within(await screen.findByRole('dialog', { name: 'Beta' }));
    await userEvent.keyboard('2[Tab]Not yet 1{Control>}[Enter]{/Control}');
    await gone();
    expect(client.decide).toHaveBeenCalledWith(
      CHURN_REF,
      expect.objectContaining({
        requirement: 'beta',
        version: '8',
        decision: 'rejected',
        comment: 'Not yet 1',
      }),
    );
    expect(dialog.queryByRole('alert')).not.toBeInTheDocument();
    await waitFor(() => expect(button('Gamma')).toHaveFocus());
    expect(rows()).toHaveLength(2);

    await userEvent.keyboard('[Enter]');
    await screen.findByRole('dialog', { name: 'Gamma' });
    await userEvent.keyboard('4[Tab]No opinion{Meta>}[Enter]{/Meta}');
    await gone();
    await waitFor(() => expect(button('Alpha')).toHaveFocus());

    await userEvent.keyboard('[Enter]');
    await screen.findByRole('dialog', { name: 'Alpha' });
    await userEvent.keyboard('1[Tab]Fine{Control>}[Enter]{/Control}');
    await gone();
    expect(await screen.findByText('Nothing waits for you')).toBeVisible();
    expect(client.decide).toHaveBeenCalledTimes(3);
    expect(
      screen.getByText('Decided 3; 0 left in this list'),
    ).toBeInTheDocument();
  });

  it('gives the focus back when the dialog is closed, and keeps what was written', async () => {
    await openList();
    await userEvent.click(button('Beta'));
    await screen.findByRole('dialog', { name: 'Beta' });
    await userEvent.keyboard('1[Tab]Half a thought[Escape]');
    await gone();
    await waitFor(() => expect(button('Beta')).toHaveFocus());

    await userEvent.keyboard('[Enter]');
    const again = within(await screen.findByRole('dialog', { name: 'Beta' }));
    expect(again.getByRole('textbox')).toHaveValue('Half a thought');
  });

  it('stays in the dialog when something has changed meanwhile', async () => {
    const client = await openList();
    client.decide.mockRejectedValueOnce(
      await refusal(409, 'ConflictError', 'The requirement has changed'),
    );
    await userEvent.click(button('Alpha'));
    const dialog = within(await screen.findByRole('dialog', { name: 'Alpha' }));
    await userEvent.keyboard('1[Tab]Fine{Control>}[Enter]{/Control}');

    expect(await dialog.findByRole('alert')).toHaveTextContent(
      /This has changed since you opened it.*The requirement has changed/,
    );
    expect(dialog.getByRole('textbox')).toHaveValue('Fine');
  });

  it('says so when no policy asks for it any more', async () => {
    const client = await openList();
    client.getOverview.mockResolvedValue(
      overviewOf({ versions: [versionOf({ version: '8' })] }),
    );
    await userEvent.click(button('Alpha'));

    expect(
      await screen.findByText(/No policy asks for this sign-off any more/),
    ).toBeVisible();
  });
});
