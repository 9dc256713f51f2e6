import { expect, Page } from '@playwright/test';

/** Opens the portal and signs in as one of the demo company's people. */
export async function signIn(page: Page, displayName: string, path = '/') {
  await page.goto(path);
  await page
    .getByRole('list', { name: 'People to sign in as' })
    .getByRole('button', { name: displayName })
    .click();
  await expect(
    page.getByRole('link', { name: 'Aldermoor Portal, home' }),
  ).toBeVisible();
}

/** Signs out, and signs in as somebody else. */
export async function switchTo(page: Page, displayName: string, path: string) {
  await page.evaluate(() => window.localStorage.clear());
  await page.context().clearCookies();
  await signIn(page, displayName, path);
}
