// How long a browser takes until the first row of a table can be used: of the fleet, and of
// the catalog's own table with the same models.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startGroup } from '../../processes.mjs';
import { inTurn } from './timing.mjs';

const require = createRequire(import.meta.url);
const { chromium } = require('@playwright/test');
const { findChromium } = require('../../../e2e-tests/browser');

const PERSON = 'user:default/paul-platform';
const ROW = ':is(tr, [role="row"]) a[href*="/catalog/default/model/"]';

/** Builds what the portal serves to browsers, unless what was built before will do. */
export async function buildApp({ root, reuse }) {
  if (reuse && existsSync(join(root, 'packages/app/dist/index.html'))) {
    return;
  }
  const group = startGroup('yarn', ['workspace', 'app', 'build'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if ((await group.ended) !== 0) {
    throw new Error('The app could not be built');
  }
}

/** Measures both in turn, in one browser that has loaded the portal before. */
export async function measureBrowser({ backend, rounds, cleanUpWith }) {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  cleanUpWith(() => browser.close());
  const context = await browser.newContext({ baseURL: backend.baseUrl });
  await context.addInitScript(person => {
    globalThis.localStorage.setItem('portal.signIn.person', person);
  }, PERSON);
  const visit = path => async () => {
    const page = await context.newPage();
    await page.goto(path, { waitUntil: 'commit' });
    await page.locator(ROW).first().waitFor({ timeout: 60_000 });
    await page.close();
  };
  return inTurn({
    rounds,
    sides: {
      fleet: visit('/models'),
      catalog: visit('/?filters[kind]=model&filters[user]=all'),
    },
  });
}
