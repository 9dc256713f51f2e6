import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  approvalOf,
  CHURN_REF,
  overviewOf,
  requirementOf,
  versionOf,
} from '../../__testUtils__/fixtures';
import { fakeClient, openModelPage } from '../../__testUtils__/modelPage';
import { governanceTab } from '../extensions';

const ITEMS = [
  {
    id: 'report',
    title: 'Validation report',
    description: 'What was examined, and by whom.',
  },
  { id: 'limits', title: 'Known limits' },
];
const REQUIREMENT = requirementOf({ evidence: ITEMS });
const OPEN = overviewOf({
  versions: [versionOf({ version: '8' })],
  requirements: [REQUIREMENT],
  governance: { status: 'missing' },
});

async function openDialog(client: ReturnType<typeof fakeClient>) {
  openModelPage({ client, extensions: [governanceTab] });
  await userEvent.click(
    await screen.findByRole('button', {
      name: 'Decide: Independent validation',
    }),
  );
  return within(await screen.findByRole('dialog'));
}

function send(dialog: ReturnType<typeof within>) {
  return userEvent.click(
    dialog.getByRole('button', { name: 'Send the decision' }),
  );
}

describe('deciding with evidence', () => {
  it('asks for each item of an approval, and sends links and texts', async () => {
    const client = fakeClient(OPEN);
    client.decide.mockResolvedValue({
      decision: approvalOf(),
      requirement: REQUIREMENT,
    });
    const dialog = await openDialog(client);
    await userEvent.keyboard('1');
    expect(dialog.getByRole('radio', { name: 'Approve' })).toBeChecked();
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Comment/ }),
      'Fine',
    );
    await send(dialog);
    expect(
      dialog.getAllByText('An approval needs this: give a link or a text'),
    ).toHaveLength(2);
    expect(client.decide).not.toHaveBeenCalled();

    const report = within(
      dialog.getByRole('group', { name: /Validation report/ }),
    );
    expect(report.getByText('What was examined, and by whom.')).toBeVisible();
    // eslint-disable-next-line no-script-url
    const hostile = 'javascript:alert(1)';
    await userEvent.type(
      report.getByRole('textbox', { name: 'Link' }),
      hostile,
    );
    expect(report.getByText(/begins with https:/)).toBeVisible();
    await send(dialog);
    expect(client.decide).not.toHaveBeenCalled();
    await userEvent.clear(report.getByRole('textbox', { name: 'Link' }));
    await userEvent.type(
      report.getByRole('textbox', { name: 'Link' }),
      'https://docs.example.com/report',
    );
    await userEvent.type(
      within(dialog.getByRole('group', { name: /Known limits/ })).getByRole(
        'textbox',
        { name: 'Text' },
      ),
      'Thin files',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Add evidence' }));
    const more = within(
      dialog.getByRole('group', { name: 'More evidence, 1' }),
    );
    await userEvent.type(
      more.getByRole('textbox', { name: /What it is/ }),
      'Notebook',
    );
    await userEvent.type(
      more.getByRole('textbox', { name: 'Link' }),
      'https://n.example.com',
    );
    await send(dialog);

    await waitFor(() => expect(client.decide).toHaveBeenCalledTimes(1));
    expect(client.decide).toHaveBeenCalledWith(CHURN_REF, {
      requirement: 'independent-validation',
      stage: 'production',
      version: '8',
      decision: 'approved',
      comment: 'Fine',
      requirementDigest: 'a'.repeat(64),
      factsDigest: 'f'.repeat(64),
      evidence: [
        {
          item: 'report',
          title: 'Validation report',
          link: 'https://docs.example.com/report',
        },
        { item: 'limits', title: 'Known limits', text: 'Thin files' },
        { title: 'Notebook', link: 'https://n.example.com' },
      ],
    });
  });

  it('rejects without evidence', async () => {
    const client = fakeClient(OPEN);
    client.decide.mockResolvedValue({
      decision: approvalOf({ decision: 'rejected' }),
      requirement: REQUIREMENT,
    });
    const dialog = await openDialog(client);
    await userEvent.keyboard('2{Control>}[Enter]{/Control}');
    expect(dialog.getByText('Say why you decide so')).toBeVisible();
    expect(dialog.getByRole('textbox', { name: /Comment/ })).toHaveFocus();
    await userEvent.keyboard('Not reproducible');
    await userEvent.keyboard('{Control>}[Enter]{/Control}');

    await waitFor(() => expect(client.decide).toHaveBeenCalledTimes(1));
    expect(client.decide.mock.calls[0][1]).toMatchObject({
      decision: 'rejected',
      comment: 'Not reproducible',
      evidence: [],
    });
  });

  it('counts the characters of a comment that is too long, and keeps it', async () => {
    const client = fakeClient(OPEN);
    const dialog = await openDialog(client);
    await userEvent.keyboard('2');
    const comment = dialog.getByRole('textbox', { name: /Comment/ });
    await userEvent.click(comment);
    await userEvent.paste('x'.repeat(10_001));
    await send(dialog);

    expect(
      dialog.getByText('Use at most 10,000 characters; these are 10,001'),
    ).toBeVisible();
    expect(comment).toHaveValue('x'.repeat(10_001));
    expect(client.decide).not.toHaveBeenCalled();
  });
});

describe('showing evidence', () => {
  it('leads to web pages only, and shows markup as it was written', async () => {
    // eslint-disable-next-line no-script-url
    const hostile = 'javascript:alert(1)';
    const markup = '<img src=x onerror=alert(1)> [link](https://x.example)';
    openModelPage({
      client: fakeClient(
        overviewOf({
          versions: [versionOf({ version: '8' })],
          requirements: [
            requirementOf({
              decisions: [
                approvalOf({
                  comment: markup,
                  evidence: [
                    { title: 'Good', link: 'https://docs.example.com/report' },
                    { title: 'Bad', link: hostile, text: markup },
                  ],
                }),
              ],
            }),
          ],
        }),
      ),
      extensions: [governanceTab],
    });

    const evidence = await screen.findByRole('list', { name: 'Evidence' });
    expect(within(evidence).getAllByRole('link')).toHaveLength(1);
    expect(
      within(evidence).getByRole('link', {
        name: /docs.example.com/,
      }),
    ).toHaveAttribute('rel', 'noopener noreferrer');
    expect(within(evidence).getByText(hostile)).toBeVisible();
    expect(screen.getAllByText(markup)).toHaveLength(2);
    expect(document.querySelector('img[src=x]')).toBeNull();
  });
});
