import { expect, Page, test } from '@playwright/test';
import { signIn } from './signIn';

function people(page: Page) {
  return page.getByRole('list', { name: 'People to sign in as' });
}

test('the people of the demo company are offered', async ({ page }) => {
  await page.goto('/');
  await expect(people(page).getByRole('button')).toHaveText([
    /Tilda Teamlead.*Team lead.*Credit analytics/,
    /Dario Datasci.*Data scientist.*Credit analytics/,
    /Dana Datasci.*Data scientist.*Marketing analytics/,
    /Vera Validator.*Model validator.*Credit model validation/,
    /Victor Validator.*Model validator.*Model validation/,
    /Rosa Risk.*Risk officer.*Risk office/,
    /Priya Privacy.*Privacy officer.*Privacy office/,
    /Paul Platform.*Platform engineer.*ML platform/,
  ]);
});

test('who signs in stays until they sign out', async ({ page }) => {
  await signIn(page, 'Vera Validator', '/settings');
  await expect(page.getByText('vera-validator@example.com')).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Credit model validation' }),
  ).toBeVisible();

  await page.reload();
  await expect(page.getByText('vera-validator@example.com')).toBeVisible();

  await page.getByTestId('user-settings-menu').click();
  await page.getByText('Sign Out').click();
  await expect(people(page)).toBeVisible();

  await page.reload();
  await expect(people(page)).toBeVisible();
});

test('search finds a service and a model', async ({ page }) => {
  await signIn(page, 'Dario Datasci');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const search = page.getByRole('dialog');

  async function expectResult(query: string, title: string, path: string) {
    // What the catalog has just read is in the index some seconds later.
    await expect(async () => {
      await search.getByRole('textbox').fill('');
      await search.getByRole('textbox').fill(query);
      await expect(search.getByRole('link', { name: title })).toHaveAttribute(
        'href',
        path,
        { timeout: 5_000 },
      );
    }).toPass({ timeout: 40_000 });
  }

  await expectResult(
    'loan decision',
    'Loan decision service',
    '/catalog/default/component/loan-decision-service',
  );
  await expectResult(
    'consumer credit risk',
    'Consumer credit risk',
    '/catalog/default/model/consumer-credit-risk',
  );
});

test('the theme can be dark or light', async ({ page }) => {
  await signIn(page, 'Rosa Risk', '/settings');
  const mode = page.locator('body');
  await page.getByRole('button', { name: 'Dark' }).click();
  await expect(mode).toHaveAttribute('data-theme-mode', 'dark');

  await page.reload();
  await expect(mode).toHaveAttribute('data-theme-mode', 'dark');

  await page.getByRole('button', { name: 'Light' }).click();
  await expect(mode).toHaveAttribute('data-theme-mode', 'light');
});
