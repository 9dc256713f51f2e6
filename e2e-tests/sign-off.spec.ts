import { expect, test } from '@playwright/test';
import {
  card,
  chooseDecision,
  evidence,
  modelPath,
  modelRow,
  openTab,
  searchModels,
} from './modelPage';
import { signIn } from './signIn';

const COMMENT =
  'Area under ROC of 0.784 reproduced on the applications of the first half of 2026.';

const REPORT =
  'https://documents.aldermoor.example/validation/consumer-credit-risk-8';

test('a validator gives the sign-off that is missing, and the portal says so', async ({
  page,
}) => {
  await signIn(
    page,
    'Vera Validator',
    '/catalog/default/component/loan-decision-service',
  );
  const served = card(page, /^Models/).getByRole('row', {
    name: 'Consumer credit risk',
  });
  await expect(served).toContainText('Production');
  await expect(served).toContainText('Pending');
  await served.getByRole('link', { name: 'Consumer credit risk' }).click();
  await openTab(page, 'Governance');
  await expect(
    page.getByText('1 of 2 sign-offs are given for version 8.'),
  ).toBeVisible();

  let reloads = 0;
  page.on('load', () => {
    reloads += 1;
  });
  const validation = card(page, 'Independent validation');
  await validation.getByRole('button', { name: /^Decide/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Independent validation' });
  await expect(dialog).toContainText('version 8 for the stage Production');
  await chooseDecision(dialog, 'Approve');
  await dialog.getByRole('textbox', { name: 'Comment' }).fill(COMMENT);
  await evidence(dialog, 'Validation report')
    .getByRole('textbox', { name: 'Link' })
    .fill(REPORT);
  await dialog.getByRole('button', { name: 'Send the decision' }).click();

  await expect(dialog).toBeHidden();
  await expect(
    page.getByText('2 of 2 sign-offs are given for version 8.'),
  ).toBeVisible();
  await expect(validation).toContainText('Approved by Vera Validator');
  const newest = validation
    .getByRole('list', { name: 'Decisions, those that count first' })
    .getByRole('listitem')
    .first();
  await expect(newest).toContainText(
    /Vera Validator approved version 8,? just now/,
  );
  await expect(newest).toContainText(COMMENT);
  await expect(newest.getByRole('link', { name: REPORT })).toHaveAttribute(
    'href',
    REPORT,
  );
  expect(reloads).toBe(0);

  await openTab(page, 'Overview');
  const governance = card(page, 'Governance');
  await expect(governance).toContainText('Vera Validator approved version 8');
  await expect(governance).not.toContainText(/Pending|Outdated|Missing|Needs/i);

  await page.goto('/models');
  await searchModels(page, 'credit risk');
  await expect(modelRow(page, 'Consumer credit risk')).toContainText(
    'Approved',
  );

  await page.goto('/catalog/default/component/loan-decision-service');
  await expect(served).toContainText('Approved');
});

test('a decision without a verdict, a comment or its evidence is not sent', async ({
  page,
}) => {
  await signIn(
    page,
    'Victor Validator',
    modelPath('camembert-base-xnli', 'governance'),
  );
  await card(page, 'Independent validation')
    .getByRole('button', { name: /^Decide/ })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Independent validation' });
  const send = dialog.getByRole('button', { name: 'Send the decision' });

  await send.click();
  await expect(dialog).toContainText('Nothing is chosen yet');
  await chooseDecision(dialog, 'Approve');
  await dialog.getByRole('textbox', { name: 'Comment' }).fill('  ');
  await send.click();
  await expect(dialog).toContainText('Say why you decide so');
  await dialog.getByRole('textbox', { name: 'Comment' }).fill('Reproduced.');
  const link = evidence(dialog, 'Validation report').getByRole('textbox', {
    name: 'Link',
  });
  await send.click();
  await expect(dialog).toContainText(
    'An approval needs this: give a link or a text',
  );
  await link.fill('javascript:alert(1)');
  await send.click();
  await expect(link).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog).toBeVisible();

  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
  await expect(card(page, 'Independent validation')).toContainText(
    'Nobody has decided yet.',
  );
});
