import { Locator, Page } from '@playwright/test';

type Tab =
  | 'card'
  | 'versions'
  | 'timeline'
  | 'deployments'
  | 'monitoring'
  | 'governance';

/** Where the page of a model is, or one of its tabs. */
export function modelPath(name: string, tab?: Tab) {
  return `/catalog/default/model/${name}${tab ? `/${tab}` : ''}`;
}

/** One of the cards of the page of an entity, by its title. */
export function card(page: Page, title: string | RegExp): Locator {
  return page.getByRole('article').filter({
    has: page.getByRole('heading', { name: title, exact: true, level: 3 }),
  });
}

/** Chooses a decision in the dialog in which somebody decides. */
export async function chooseDecision(dialog: Locator, decision: string) {
  await dialog.locator('label').filter({ hasText: decision }).click();
}

/** The fields for one piece of evidence in the dialog in which somebody decides. */
export function evidence(dialog: Locator, title: string): Locator {
  return dialog.getByRole('group', { name: `Evidence: ${title}` });
}

/** Opens another tab of the page of an entity. */
export async function openTab(page: Page, title: string) {
  await page
    .getByRole('navigation', { name: 'Content navigation' })
    .getByRole('link', { name: title })
    .click();
}

/** A row of the table of models, by the name of the model. */
export function modelRow(page: Page, name: string): Locator {
  return page.getByRole('row').filter({
    has: page.getByRole('link', { name, exact: true }),
  });
}

/** The names of the models that a table of the catalog lists. */
export function listedModels(page: Page): Locator {
  return page
    .getByRole('cell')
    .locator('a[href^="/catalog/default/model/"]')
    .filter({ hasText: /./ });
}

/** Picks an option of one of the filters beside a table of the catalog. */
export async function pick(page: Page, filter: string, option: string) {
  await page.getByRole('textbox', { name: filter, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
