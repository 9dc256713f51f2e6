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

test('a view is saved, opens the list, and is deleted', async ({ page }) => {
  await signIn(page, 'Tilda Teamlead', '/models?riskTier=high&sort=monitoring');
  await expect(modelRow(page, 'Card fraud score')).toBeVisible();
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save this view…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('High risk');
  await dialog.getByText('Open the list of models with it').click();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  const shown = page.getByRole('button', { name: 'Views: High risk' });
  await expect(shown).toBeVisible();

  await page.goto('/models');
  await expect(page).toHaveURL(/riskTier=high&sort=monitoring&order=asc$/);
  await page.goto('/models?tag=xgboost');
  await expect(fleetModels(page)).toHaveText([/.+/]);
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: /^High risk/ }).click();
  await expect(shown).toBeVisible();

  await shown.click();
  await page.getByRole('menuitem', { name: 'Manage views…' }).click();
  await dialog.getByRole('button', { name: 'Delete High risk' }).click();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(
    page.getByRole('button', { name: 'Views', exact: true }),
  ).toBeVisible();
  await page.goto('/models');
  await expect(page.getByText('1–25 of 71', { exact: true })).toBeVisible();
});

test('the trend begins on the second day of which there is a record', async ({
  page,
}) => {
  const yesterday = new Date(Date.now() - 86_400_000);
  const today = new Date();
  const toDay = (time: Date, healthy: number) => ({
    day: time.toISOString().slice(0, 10),
    ...{ totalModels: 71, stages: { production: 71 } },
    ...{ governed: 20, signedOff: 10, monitored: 20, healthy },
  });
  await signIn(page, 'Vera Validator', '/models');
  const trend = page.getByRole('button', {
    name: /^Trend of the last 90 days/,
  });
  await trend.click();
  await expect(page.getByText('No trend yet')).toBeVisible();

  await page.route('**/api/models/fleet-trend*', route =>
    route.fulfill({ json: { days: [toDay(yesterday, 20), toDay(today, 19)] } }),
  );
  await page.reload();
  await expect(trend).toContainText('95 % healthy (−5 points)');
  await page
    .getByRole('group', { name: /^Plots of the trend/ })
    .press('ArrowLeft');
  await expect(
    page.getByText('10 of 20 signed off (50 %); 19 of 20 healthy (95 %)'),
  ).toBeVisible();
  await trend.click();
});

test('models stay selected from page to page', async ({ page }) => {
  await signIn(page, 'Dario Datasci', '/models');
  await expect(page.getByText('1–25 of 71', { exact: true })).toBeVisible();
  const firstBox = () =>
    page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') })
      .first()
      .locator('label');
  await firstBox().click();
  await expect(page.getByText('1 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Next table page' }).click();
  await expect(page.getByText('26–50 of 71', { exact: true })).toBeVisible();
  await firstBox().click();
  await expect(page.getByText('2 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Assign owner' }).click();
  await expect(page.getByRole('dialog')).toContainText(/2 models/);
});

test('the home page says what waits and how one’s models do', async ({
  page,
}) => {
  await signIn(page, 'Dario Datasci', '/home');
  const worst = page.getByRole('list', { name: 'The worst first' });
  await expect(worst).toContainText('Consumer credit risk');
  await expect(page.getByText('Error in home')).toHaveCount(0);
  await page
    .getByRole('list', { name: 'Your models by monitoring' })
    .getByRole('link')
    .first()
    .click();
  await expect(page).toHaveURL(/\/models\?mine=true&monitoring=/);
});

test('what the search finds says stage and health', async ({ page }) => {
  await signIn(page, 'Dario Datasci', '/search?query=credit');
  const found = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name: 'Consumer credit risk' }) });
  // Newly read entities reach the index within a minute.
  await expect(async () => {
    await page.reload();
    await expect(found).toContainText('Production', { timeout: 10_000 });
  }).toPass({ timeout: 75_000 });
  await expect(found).toContainText('OK');
});
