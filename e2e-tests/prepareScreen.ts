import { expect, Locator, Page } from '@playwright/test';
import { card } from './modelPage';

/** Waits until the page says something. */
export async function shows(page: Page, text: string | RegExp) {
  await expect(page.getByRole('main').getByText(text).first()).toBeVisible();
}

/** Opens the dialog behind a button. */
export async function opens(page: Page, button: Locator) {
  await button.click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

/** A button in one of the cards of the page. */
export function inCard(
  page: Page,
  title: string,
  name: string | RegExp,
): Locator {
  return card(page, title).getByRole('button', { name });
}

/** Unfolds the trend of all models. */
export async function unfoldsTrend(page: Page) {
  // The portal of these tests has a record of one day only.
  const toDay = (daysAgo: number) => ({
    day: new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10),
    ...{ totalModels: 71, stages: { production: 60, validation: 11 } },
    ...{ governed: 20, signedOff: 10, monitored: 20, healthy: 20 - daysAgo },
  });
  await page.route('**/api/models/fleet-trend*', route =>
    route.fulfill({ json: { days: [toDay(2), toDay(1), toDay(0)] } }),
  );
  await page.reload();
  const trend = page.getByRole('button', { name: /^Trend of/ });
  await expect(trend).toContainText('healthy');
  if ((await trend.getAttribute('aria-expanded')) !== 'true') {
    await trend.click();
  }
  await expect(
    page.getByRole('group', { name: /^Plots of the trend/ }),
  ).toBeVisible();
}
