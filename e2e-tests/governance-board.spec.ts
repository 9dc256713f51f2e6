import { readFileSync } from 'node:fs';
import { expect, Page, test } from '@playwright/test';
import { openFor } from './governancePage';
import { approve, submit } from './portalApi';
import { signIn } from './signIn';

test('a board reads the matrix, narrows it, shares its address and exports it', async ({
  page,
  browser,
}) => {
  await signIn(page, 'Rosa Risk', '/models/governance/matrix');
  const matrix = page.getByRole('region', { name: 'Models and requirements' });
  const camembert = matrix.getByRole('row').filter({ hasText: 'camembert' });
  await expect(camembert).toContainText('1 unsanctioned');
  await expect(
    matrix.getByRole('row').filter({ hasText: 'granite-docling-258M' }),
  ).toContainText('Waived');

  await choose(page, 'Requirement', /^Privacy review/);
  await choose(page, 'Status', /^Rejected/);
  await expect(matrix.getByRole('row')).toHaveCount(2);
  await expect(matrix).toContainText('my-awesome-churn-model');

  const sameView = await openFor(
    browser,
    'Tilda Teamlead',
    page.url().replace(/^.*\/\/[^/]*/, ''),
  );
  await expect(
    sameView
      .getByRole('region', { name: 'Models and requirements' })
      .getByRole('row'),
  ).toHaveCount(2);

  const csv = await exportCsv(page);
  const [header, ...lines] = csv.trim().split('\r\n');
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(header).toMatch(/^Model,Title,Owner,System,Risk tier,/);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('model:default/my-awesome-churn-model');
  expect(lines[0]).toContain(
    'Privacy review,privacy-review,production,rejected',
  );
});

test('what expires within 90 days is listed, and not within 30', async ({
  page,
}) => {
  await signIn(page, 'Rosa Risk', '/models/governance/expiring');
  const row = page
    .getByRole('row')
    .filter({ hasText: 'Human oversight (Art. 14)' });
  await expect(row).toContainText('camembert-base-xnli');
  await choose(page, 'Expires within', '30 days');
  await expect(page).toHaveURL(/days=30/);
  await expect(row).toHaveCount(0);
});

test('a validator decides one after the other without a mouse', async ({
  page,
  request,
}) => {
  const model = 'dispute-triage';
  await submit(request, model, '1');
  // The review of the next version does not take the place of one with a decision.
  await approve(request, 'rosa-risk', model, {
    requirement: 'risk-acceptance',
    version: '1',
  });
  await submit(request, model, '2');
  await signIn(
    page,
    'Vera Validator',
    '/models/governance?owner=group:default/fraud-and-payments',
  );
  const list = page
    .getByRole('list', { name: 'Sign-offs that wait for you' })
    .getByRole('listitem')
    .filter({ hasText: 'Dispute triage' });
  await expect(list).toHaveCount(2);
  await expect(list.first()).toContainText('Version 1');
  const decide = (index: number) =>
    list.nth(index).getByRole('button', { name: /^Decide/ });

  // Other tests may leave something above these two.
  await page.keyboard.press('j');
  while (!(await isFocused(page, 'Dispute triage, version 1'))) {
    await page.keyboard.press('j');
  }
  await page.keyboard.press('j');
  await expect(decide(1)).toBeFocused();
  await page.keyboard.press('k');
  await expect(decide(0)).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Independent validation' });
  await expect(dialog).toContainText('Dispute triage');
  await page.keyboard.press('3');
  await expect(
    dialog.getByRole('radio', { name: 'Request changes' }),
  ).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('textbox', { name: 'Comment' })).toBeFocused();
  await page.keyboard.type('Show me the disputes of the last quarter, too.');
  await page.keyboard.press('Control+Enter');

  // The next one is ready.
  await expect(dialog).toBeHidden();
  await expect(
    page.getByRole('button', { name: /Dispute triage, version 2$/ }),
  ).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('version 2');
  await page.keyboard.press('1');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Reproduced on the disputes of the last quarter.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('https://documents.aldermoor.example/validation/2');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(
    page.getByRole('button', { name: /Dispute triage, version 2$/ }),
  ).toHaveCount(0);
});

async function isFocused(page: Page, label: string): Promise<boolean> {
  const name = await page.evaluate(() =>
    document.activeElement?.getAttribute('aria-label'),
  );
  return name?.includes(label) ?? false;
}

async function choose(page: Page, filter: string, option: string | RegExp) {
  await page
    .getByRole('group', { name: 'Filters' })
    .getByRole('button', { name: filter })
    .click();
  await page.getByRole('option', { name: option }).click();
}

async function exportCsv(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}
