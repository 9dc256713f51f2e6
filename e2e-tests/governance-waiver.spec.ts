import { expect, Locator, Page, test } from '@playwright/test';
import { openGovernanceFor } from './governancePage';
import { card } from './modelPage';
import { submit } from './portalApi';

const MODEL = 'rent-estimate';
const REASON =
  'The validators come back in a fortnight, and two of us look at every rent.';

test('the risk office waives a requirement for a while, and takes it back', async ({
  browser,
  request,
}) => {
  await submit(request, MODEL, '1');
  const rosa = await openGovernanceFor(browser, 'Rosa Risk', MODEL);
  const validation = card(rosa, 'Independent validation');
  await validation.getByRole('button', { name: /^Waive/ }).click();
  const dialog = rosa.getByRole('dialog', {
    name: 'Waive: Independent validation',
  });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(REASON);
  await enterDay(dialog, new Date(Date.now() + 14 * 86_400_000));
  await dialog.getByRole('button', { name: 'Waive it' }).click();
  await expect(dialog).toBeHidden();
  await expect(validation).toContainText('Waived');
  await expect(validation).toContainText(REASON);
  await expect(
    rosa.getByText('0 of 2 sign-offs are given and 1 waived for version 1.'),
  ).toBeVisible();

  const waivers = await openWaivers(rosa);
  await expect(waivers).toContainText(REASON);
  await waivers.getByRole('link', { name: 'Rent estimate' }).click();

  await validation.getByRole('button', { name: 'Revoke the waiver' }).click();
  const revoke = rosa.getByRole('dialog', { name: 'Revoke the waiver' });
  await revoke.getByRole('textbox', { name: 'Reason' }).fill('They are back.');
  await revoke.getByRole('button', { name: 'Revoke it' }).click();
  await expect(revoke).toBeHidden();
  await expect(validation).toContainText('Pending');
});

test('who may not waive a requirement is not offered it', async ({
  browser,
}) => {
  const vera = await openGovernanceFor(
    browser,
    'Vera Validator',
    'camembert-base-xnli',
  );
  const validation = card(vera, 'Independent validation');
  await expect(
    validation.getByRole('button', { name: /^Decide/ }),
  ).toBeEnabled();
  await expect(validation.getByRole('button', { name: /^Waive/ })).toHaveCount(
    0,
  );
});

/** Writes a day into a field that has a part for each of day, month and year. */
async function enterDay(dialog: Locator, day: Date) {
  const parts: Array<[RegExp, number]> = [
    [/^month/, day.getMonth() + 1],
    [/^day/, day.getDate()],
    [/^year/, day.getFullYear()],
  ];
  for (const [name, value] of parts) {
    const part = dialog.getByRole('spinbutton', { name });
    await part.focus();
    await part.pressSequentially(String(value));
  }
}

async function openWaivers(page: Page): Promise<Locator> {
  await page.goto('/models/governance');
  await page
    .getByRole('navigation', { name: 'Views of the board' })
    .getByRole('link', { name: /^Waivers/ })
    .click();
  await expect(page).toHaveURL(/\/models\/governance\/waivers$/);
  return page.getByRole('row').filter({ hasText: 'Rent estimate' });
}
