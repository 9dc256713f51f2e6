import { Locator, Page } from '@playwright/test';
import { signIn } from '../e2e-tests/signIn';

/** The page Sources, as whoever looks after the portal sees it. */
export class SourcesPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async open() {
    await signIn(this.#page, 'Paul Platform', '/models/sources');
  }

  row(title: string): Locator {
    return this.#page.getByRole('row', { name: new RegExp(title) });
  }
}
