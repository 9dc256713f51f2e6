import { readFileSync, writeFileSync } from 'node:fs';
import { APIRequestContext, expect, Page, test } from '@playwright/test';
import { stringify } from 'yaml';
import { card, modelPath, openTab } from './modelPage';
import {
  approve,
  assignOwner,
  refreshCatalog,
  report,
  submit,
} from './portalApi';
import { signIn, switchTo } from './signIn';

const LOCATION = 'location:default/renamed-models';
const FORMER = 'depot-staffing';
const NAME = 'warehouse-staffing';
const DIVIDER = '---\n';

// The catalog reads a file again when it is told to, and removes what is gone from it later.
const IN_THE_CATALOG = { timeout: 120_000 };

function modelOf(name: string, former?: string) {
  return {
    apiVersion: 'modelry.dev/v1alpha1',
    kind: 'Model',
    metadata: {
      name,
      ...(former && { annotations: { 'modelry.dev/former-name': former } }),
    },
    spec: {
      type: 'forecasting',
      lifecycle: 'development',
      owner: 'group:default/credit-analytics',
      riskTier: 'high',
      intendedUse: 'Says how many people a depot needs on a day.',
    },
  };
}

/** Writes the file of the catalog that belongs to this test: with one model, or none. */
async function register(request: APIRequestContext, model?: object) {
  const path: string = test.info().config.metadata.renamed;
  const [location] = readFileSync(path, 'utf8').split(DIVIDER);
  const documents = [location, ...(model ? [stringify(model)] : [])];
  writeFileSync(path, documents.join(DIVIDER));
  await refreshCatalog(request, 'dario-datasci', LOCATION);
}

async function isThere(page: Page, name: string) {
  await expect(async () => {
    await page.goto(modelPath(name));
    await expect(card(page, 'Lifecycle')).toBeVisible({ timeout: 5_000 });
  }).toPass(IN_THE_CATALOG);
}

async function isGone(page: Page, name: string) {
  await expect(async () => {
    await page.goto(modelPath(name));
    await expect(page.getByText(/not found/i).first()).toBeVisible({
      timeout: 5_000,
    });
  }).toPass(IN_THE_CATALOG);
}

/** What was reported, decided and assigned under the former name. */
async function expectRecord(page: Page) {
  await expect(card(page, 'Lifecycle')).toContainText('Validation');
  await expect(card(page, 'Ownership')).toContainText('Marketing analytics');
  await expect(card(page, 'Ownership')).toContainText('They plan the depots');
  await openTab(page, 'Governance');
  await expect(
    page.getByText('1 of 2 sign-offs are given for version 3.'),
  ).toBeVisible();
  await expect(card(page, 'Independent validation')).toContainText(
    'Approved by Vera Validator',
  );
}

// Other tests count the models of the catalog.
test.afterAll(async ({ request }) => {
  await register(request);
});

test('a renamed model goes on with its record when the risk office says so, and finds it when it is registered again', async ({
  page,
  request,
}) => {
  test.setTimeout(480_000);
  await register(request, modelOf(FORMER));
  await signIn(page, 'Rosa Risk');
  await isThere(page, FORMER);
  await submit(request, FORMER, '3');
  await approve(request, 'vera-validator', FORMER, {
    ...{ requirement: 'independent-validation', version: '3' },
    evidence: 'validation-report',
  });
  await assignOwner(request, 'dario-datasci', FORMER, {
    owner: 'group:default/marketing-analytics',
    reason: 'They plan the depots',
  });
  // Its author renames it. Something is reported before anybody has noticed.
  await register(request, modelOf(NAME, FORMER));
  await isThere(page, NAME);
  await report(request, NAME, 'versions', { version: '4' });
  await isGone(page, FORMER);

  // Whoever works on the model cannot take the record over.
  await switchTo(page, 'Dario Datasci', modelPath(NAME));
  const lifecycle = card(page, 'Lifecycle');
  await expect(lifecycle).toContainText('Development');
  await expect(page.getByText(/was called/)).toHaveCount(0);
  await expect(
    page.getByRole('button', { name: 'Continue its record' }),
  ).toHaveCount(0);

  await switchTo(page, 'Rosa Risk', modelPath(NAME));
  await expect(
    lifecycle.getByText(`This model was called ${FORMER}`),
  ).toBeVisible();
  await expect(lifecycle).toContainText(
    '1 version, 0 deployments, 0 checks, 4 entries in the ledger',
  );
  await lifecycle.getByRole('button', { name: 'Continue its record' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('The team calls depots warehouses');
  await dialog.getByRole('button', { name: 'Continue it' }).click();
  await expect(dialog.getByRole('alert')).toContainText('It is in the way');
  await dialog.getByText(/^Remove what was reported/).click();
  await dialog.getByRole('button', { name: 'Continue it' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/was called/)).toHaveCount(0);
  await expectRecord(page);
  const history = card(page, 'History');
  await expect(history).toContainText('all 5 entries are as written');
  await expect(history).toContainText(FORMER);
  await expect(history).toContainText('The team calls depots warehouses');

  // Taken out of the catalog and registered again, it has all of it at once.
  await register(request);
  await isGone(page, NAME);
  await register(request, modelOf(NAME, FORMER));
  await isThere(page, NAME);
  await expectRecord(page);
});
