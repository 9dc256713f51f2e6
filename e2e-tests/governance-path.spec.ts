import { expect, test } from '@playwright/test';
import {
  approveOnTab,
  openFor,
  openGovernanceFor,
  watchReloads,
} from './governancePage';
import { card } from './modelPage';
import { report } from './portalApi';

const MODEL = 'loan-offer-ranking';
const TITLE = 'Loan offer ranking';
const NOTE = 'First version. It orders offers, and refuses none.';
const VALIDATION_REPORT = 'https://documents.aldermoor.example/validation/1';

test('three people take a version from a review to production', async ({
  browser,
  request,
}) => {
  test.setTimeout(240_000);
  await report(request, MODEL, 'versions', {
    version: '1',
    stage: 'validation',
    metrics: { 'NDCG at 3': 0.71 },
  });

  // The owner asks for a review.
  const dario = await openGovernanceFor(browser, 'Dario Datasci', MODEL);
  await expect(
    dario.getByText('0 of 2 sign-offs are given for version 1.'),
  ).toBeVisible();
  const reloads = watchReloads(dario);
  await dario.getByRole('button', { name: 'Open a review' }).click();
  const dialog = dario.getByRole('dialog', {
    name: 'Open a review of version 1',
  });
  await dialog.getByRole('textbox', { name: 'Note' }).fill(NOTE);
  await dialog.getByRole('button', { name: 'Open the review' }).click();
  const review = card(dario, 'Review of version 1 for Production');
  await expect(review).toContainText(NOTE);
  await expect(review).toContainText('NDCG at 3');
  const promote = review.getByRole('button', {
    name: 'Promote version 1 to Production',
  });
  await expect(promote).toBeDisabled();
  await expect(review).toContainText('It cannot enter Production yet');
  await expect(
    card(dario, 'Risk acceptance').getByRole('button', { name: /^Decide/ }),
  ).toBeDisabled();

  // A validator hears of it, and gives her sign-off.
  const vera = await openFor(browser, 'Vera Validator', '/notifications');
  await expect(
    vera.getByRole('row').filter({ hasText: `${TITLE} 1` }),
  ).toContainText('waits for your sign-off');
  await vera.goto('/models/governance');
  await vera
    .getByRole('list', { name: 'Sign-offs that wait for you' })
    .getByRole('listitem')
    .filter({ hasText: TITLE })
    .getByRole('link', { name: TITLE })
    .click();
  await approveOnTab(vera, 'Independent validation', {
    comment: 'Ranking reproduced on the offers of the last quarter.',
    evidence: { title: 'Validation report', link: VALIDATION_REPORT },
  });
  await expect(card(dario, 'Independent validation')).toContainText(
    'Approved by Vera Validator',
  );
  await expect(promote).toBeDisabled();

  // The risk office gives the other one.
  const rosa = await openGovernanceFor(browser, 'Rosa Risk', MODEL);
  await approveOnTab(rosa, 'Risk acceptance', {
    comment: 'A clerk chooses; the order is a proposal.',
  });

  // The owner moves it, on the page that has been open all the time.
  await expect(promote).toBeEnabled();
  await promote.click();
  const move = dario.getByRole('dialog', { name: 'Promote version 1' });
  await move.getByRole('button', { name: 'Promote to Production' }).click();
  await expect(move).toBeHidden();
  await expect(review).toBeHidden();
  await expect(
    dario.getByText('2 of 2 sign-offs are given for version 1.'),
  ).toBeVisible();
  await expect(
    dario.getByRole('list', { name: 'Earlier reviews' }),
  ).toContainText('Version 1 entered production');
  expect(reloads()).toBe(0);

  const history = card(dario, 'History');
  await expect(history).toContainText(
    /Verified here in the browser: all 6 entries/,
  );
  await expect(history.getByRole('listitem').first()).toContainText(
    'completed the review of version 1',
  );

  // What a board files.
  await dario
    .getByRole('link', { name: 'Sign-off record of version 1' })
    .click();
  const record = dario.getByRole('article', { name: 'Sign-off record' });
  await expect(record.getByRole('heading', { level: 1 })).toHaveText(
    `Sign-off record: ${TITLE}, version 1`,
  );
  await expect(record).toContainText('Vera Validator');
  await expect(record).toContainText('Rosa Risk');
  await expect(record).toContainText(VALIDATION_REPORT);
  await expect(record).toContainText(
    'A clerk chooses; the order is a proposal.',
  );
});
