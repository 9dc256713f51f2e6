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

/** Says how many models there are, on the page of all models. */
export function modelsTile(page: Page, count: number): Locator {
  return page.getByRole('button', { name: `${count} Models`, exact: true });
}

/** Searches the page of all models. */
export async function searchModels(page: Page, text: string) {
  await page.getByRole('searchbox', { name: 'Search the models' }).fill(text);
}

/** The names of the models that the page of all models lists. */
export function fleetModels(page: Page): Locator {
  return page.getByRole('rowheader').getByRole('link');
}

/** Chooses a value of one of the filters beside the list of all models, by its label. */
export async function chooseFacet(page: Page, facet: string, value: string) {
  await page
    .getByRole('group', { name: facet, exact: true })
    .getByText(value, { exact: true })
    .click();
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
