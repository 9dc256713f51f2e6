import { expect, Locator, Page, test } from '@playwright/test';
import {
  card,
  chooseFacet,
  fleetModels,
  modelPath,
  modelRow,
  modelsTile,
  openTab,
} from './modelPage';
import { signIn } from './signIn';

test('an engineer searches for a model and reads its five facets', async ({
  page,
}) => {
  await signIn(page, 'Dario Datasci');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  const search = page.getByRole('dialog');
  const found = search.getByRole('link', { name: 'Consumer credit risk' });

  // Newly read entities reach the index within a minute.
  await expect(async () => {
    await search.getByRole('textbox').fill('');
    await search.getByRole('textbox').fill('applicant defaults');
    await expect(found).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 75_000 });
  await found.click();

  await expect(
    page.getByRole('heading', { name: 'Consumer credit risk' }),
  ).toBeVisible();
  await expectLifecycle(page);
  await expectOwnership(page);
  await expectDeployments(page);
  await expectMonitoring(page);
  await expectGovernance(page);
});

test('an engineer narrows the list of models and follows one to its service', async ({
  page,
}) => {
  await signIn(page, 'Dario Datasci');
  await page.getByRole('link', { name: 'Models', exact: true }).click();
  await expect(page.getByText('1–25 of 71', { exact: true })).toBeVisible();

  await chooseFacet(page, 'Owner', 'Credit analytics');
  await expect(fleetModels(page)).toHaveCount(4);
  await page.getByRole('button', { name: 'Tag', exact: true }).click();
  await chooseFacet(page, 'Tag', 'xgboost');
  await expect(fleetModels(page)).toHaveText(['Consumer credit risk']);
  const row = modelRow(page, 'Consumer credit risk');
  await expect(row).toContainText('Credit analytics');
  await expect(row).toContainText('Production');
  await expect(row).toContainText('High risk');
  await expect(row).toContainText('Runs in production, staging');
  await expect(row).toContainText('OK');

  await row.getByRole('link', { name: 'Consumer credit risk' }).click();
  await card(page, 'Relations').getByText('Loan decision service').click();
  await expect(
    page.getByRole('heading', { name: 'Loan decision service', level: 2 }),
  ).toBeVisible();
});

test('the tabs of a model hold the details', async ({ page }) => {
  await signIn(
    page,
    'Dario Datasci',
    modelPath('consumer-credit-risk', 'versions'),
  );
  const version = rowOf(page, '7');
  await expect(version).toContainText('three features of the credit bureau');
  await expect(version).toContainText('Production');
  await expect(version).toContainText('3 months ago');
  await expect(version).toContainText('demo-reporter');
  await expect(version).toContainText('e632493445');

  await openTab(page, 'Deployments');
  const changes = card(page, 'Recent changes').getByRole('row');
  await expect(changes).toHaveText([
    /When.*Deployment.*Version/,
    /12 days ago.*staging.*8.*Running/,
    /3 months ago.*production.*7.*Running/,
    /3 months ago.*staging.*7.*Running/,
    /1 year ago.*production.*6.*Running/,
  ]);

  await openTab(page, 'Monitoring');
  await page
    .getByRole('button', { name: 'History of Feature drift in production' })
    .click();
  await expect(
    page.getByRole('img', { name: /Feature drift in production/ }).last(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'As a table' }).click();
  const results = page.getByRole('table', {
    name: 'Results of Feature drift in production',
  });
  // One of header, and a first page.
  await expect(results.getByRole('row')).toHaveCount(21);
  await page.getByRole('button', { name: 'Show more results' }).click();
  // A month ago the drift was above its threshold for three days.
  await expect(results.getByRole('row', { name: /Warning/ })).toHaveCount(3);

  await openTab(page, 'Governance');
  await page.getByRole('button', { name: / Version$/ }).click();
  await page.getByRole('option', { name: '7 (Production)' }).click();
  await expect(
    page.getByText('2 of 2 sign-offs are given for version 7.'),
  ).toBeVisible();
  await expect(card(page, 'Independent validation')).toContainText(
    'Area under ROC of 0.781 reproduced',
  );
});

test('a model is found and opened with the keyboard alone', async ({
  page,
}) => {
  await page.goto('/models');
  const person = page.getByRole('button', { name: 'Dario Datasci' });
  await expect(person).toBeVisible();
  await pressTabUntil(person);
  await page.keyboard.press('Enter');

  await expect(modelsTile(page, 71)).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('electricity');
  await expect(fleetModels(page)).toHaveText([
    'Electricity consumption forecast',
  ]);

  await pressTabUntil(modelRow(page, 'Electricity consumption forecast'));
  await page.keyboard.press('Enter');
  await expect(card(page, 'Monitoring')).toContainText('All 3 checks are ok');

  await pressTabUntil(
    page
      .getByRole('navigation', { name: 'Content navigation' })
      .getByRole('link', { name: 'Monitoring' }),
  );
  await page.keyboard.press('Enter');
  const history = page.getByRole('button', {
    name: 'History of Weather feature drift in production',
  });
  await expect(history).toBeVisible();
  await pressTabUntil(history);
  await page.keyboard.press('Enter');
  await expect(history).toHaveAttribute('aria-expanded', 'true');
});

async function expectLifecycle(page: Page) {
  const lifecycle = card(page, 'Lifecycle');
  await expect(lifecycle.locator('[aria-current=step]')).toHaveText(
    'Production',
  );
  await expect(
    lifecycle
      .getByRole('list', { name: 'Newest versions' })
      .getByRole('listitem'),
  ).toHaveText([/^8.*Validation/, /^7.*Production/, /^6.*Retired/]);
}

async function expectOwnership(page: Page) {
  const ownership = card(page, 'Ownership');
  await expect(
    ownership.getByRole('link', { name: 'Credit analytics' }),
  ).toBeVisible();
  await expect(ownership).toContainText('credit-analytics@example.com');
  await expect(ownership).toContainText('Dario Datasci');
  await expect(ownership).toContainText('Tilda Teamlead');
}

async function expectDeployments(page: Page) {
  const deployments = card(page, 'Deployments');
  const production = deployments.getByRole('row', { name: 'production' });
  await expect(production.getByRole('gridcell')).toHaveText([
    /^7.*3 months/,
    /Primary.*100 %/,
    /Running/,
    /kserve/,
  ]);
  const staging = deployments.getByRole('row', { name: 'staging' });
  await expect(staging.getByRole('gridcell')).toHaveText([
    /^8.*12 days/,
    /Primary/,
    /Running/,
    /kserve/,
  ]);
}

async function expectMonitoring(page: Page) {
  const monitoring = card(page, 'Monitoring');
  await expect(monitoring).toContainText('All 4 checks are ok');
  await expect(monitoring.getByRole('listitem')).toHaveText([
    /OK.*Answer time, 95th percentile.*production.*147 ms.*threshold 250 ms/,
    /OK.*Approval ratio, under 30 to over 30.*production.*0\.911.*threshold 0\.85/,
    /OK.*Area under ROC, matured loans.*production.*0\.779.*threshold 0\.76/,
    /OK.*Feature drift.*production.*0\.072 PSI.*threshold 0\.1 PSI/,
  ]);
}

async function expectGovernance(page: Page) {
  const governance = card(page, 'Governance');
  await expect(governance).toContainText('High risk');
  await expect(governance).toContainText('Sign-offs of version 8');
  const requirements = governance.getByRole('list', { name: 'Requirements' });
  await expect(requirements).toContainText('Independent validation');
  const accepted = requirements
    .getByRole('listitem')
    .filter({ hasText: 'Risk acceptance' });
  await expect(accepted).toContainText('Approved');
  await expect(accepted).toContainText('Rosa Risk approved version 8');
  await expect(accepted).toContainText('Same use and same safeguards');
}

function rowOf(page: Page, header: string): Locator {
  return page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: header }) });
}

async function pressTabUntil(target: Locator) {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await target.page().keyboard.press('Tab');
    if (await target.evaluate(element => element === document.activeElement)) {
      return;
    }
  }
  throw new Error(`The focus never came to ${target}`);
}
