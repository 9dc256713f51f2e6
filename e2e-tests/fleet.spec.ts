import { expect, Page, test } from '@playwright/test';
import { chooseFacet, fleetModels, modelRow, searchModels } from './modelPage';
import { signIn } from './signIn';

function tile(page: Page, name: RegExp) {
  return page
    .getByRole('group', { name: 'State of the fleet' })
    .getByRole('button', { name });
}

test('filters are in the address: they can be shared, reloaded and gone back to', async ({
  page,
}) => {
  await signIn(page, 'Dario Datasci', '/models');
  await expect(page.getByText('1–25 of 71', { exact: true })).toBeVisible();

  await chooseFacet(page, 'Risk tier', 'High risk');
  await chooseFacet(page, 'Stage', 'Production');
  await expect(page).toHaveURL(/\?stage=production&riskTier=high$/);
  const narrowed = await fleetModels(page).allTextContents();
  expect(narrowed).toContain('Consumer credit risk');

  await searchModels(page, 'card fraud');
  await expect(fleetModels(page)).toHaveText(['Card fraud score']);
  await expect(page).toHaveURL(/text=card\+fraud/);
  await page.reload();
  await expect(fleetModels(page)).toHaveText(['Card fraud score']);
  await expect(
    page.getByRole('searchbox', { name: 'Search the models' }),
  ).toHaveValue('card fraud');

  await page.goBack();
  await expect(fleetModels(page)).toHaveText(narrowed);
  await page.goBack();
  await page.goBack();
  await expect(page.getByText('1–25 of 71', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\/models$/);
});

test('the list is sorted and paged by the server', async ({ page }) => {
  await signIn(page, 'Dario Datasci', '/models');
  await page.getByRole('button', { name: 'Next table page' }).click();
  await expect(page.getByText('26–50 of 71', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText('26–50 of 71', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Previous table page' }).click();
  await expect(page.getByText('1–25 of 71', { exact: true })).toBeVisible();

  const monitoring = page.getByRole('columnheader', { name: 'Monitoring' });
  await monitoring.click();
  await expect(monitoring).toHaveAttribute('aria-sort', 'ascending');
  await monitoring.click();
  await expect(page).toHaveURL(/sort=monitoring&order=desc/);
  await expect(
    page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') })
      .first(),
  ).toContainText('Critical');

  await page.getByRole('button', { name: 'Select table page size' }).click();
  await page.getByRole('option', { name: '100 a page' }).click();
  await expect(page.getByText('1–71 of 71', { exact: true })).toBeVisible();
});

test('tiles say how the fleet does, and list what they count', async ({
  page,
}) => {
  await signIn(page, 'Dario Datasci', '/models?tag=xgboost');
  for (const name of [/ Critical$/, / Unsanctioned$/, / Without an owner$/]) {
    const count = Number.parseInt(await tile(page, name).innerText(), 10);
    expect(count).toBeGreaterThan(0);
    await tile(page, name).click();
    await expect(tile(page, name)).toHaveAttribute('aria-pressed', 'true');
    await expect(
      page.getByText(new RegExp(`^1–\\d+ of ${count}$`)),
    ).toBeVisible();
  }
  await tile(page, / Without an owner$/).click();
  await expect(page.getByText('1–25 of 71', { exact: true })).toBeVisible();
});

test('the list is gone through and opened with the keyboard', async ({
  page,
}) => {
  await signIn(page, 'Dario Datasci', '/models?riskTier=high');
  await expect(modelRow(page, 'Card fraud score')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('card fraud');
  await expect(fleetModels(page)).toHaveText(['Card fraud score']);
  await page.keyboard.press('Escape');
  await expect(modelRow(page, 'Consumer credit risk')).toBeVisible();

  await modelRow(page, 'Card fraud score').focus();
  await page.keyboard.press('ArrowDown');
  await expect(modelRow(page, 'Consumer credit risk')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('heading', { name: 'Consumer credit risk' }),
  ).toBeVisible();
});
