import { expect, Page, test } from '@playwright/test';
import { card, fleetModels, modelPath } from './modelPage';
import { revertOwner } from './portalApi';
import { signIn, switchTo } from './signIn';

const ORPHANS = [
  'adulto08f-j-q-age-classification',
  'ml-agents-pushblock',
  'opus-mt-tc-big-zle-itc',
  'rugpt3-qa',
  'wav2vec2-large-xls-r-300m-br-d10',
];
const FORTY = [
  ...ORPHANS,
  ...Array.from(
    { length: 35 },
    (_, index) => `zone-forecast-${String(index + 1).padStart(2, '0')}`,
  ),
];
const DECLINED = 'ml-agents-pushblock';
const CREDIT_ANALYTICS = 'group:default/credit-analytics';

// Other tests read these models as nobody's.
test.afterAll(async ({ request }) => {
  for (const model of FORTY.filter(name => name !== DECLINED)) {
    await revertOwner(request, 'paul-platform', model, CREDIT_ANALYTICS);
  }
});

function orphanRow(page: Page, model: string) {
  return page.getByRole('row').filter({
    has: page.locator(`a[href="${modelPath(model)}"]`),
  });
}

test('a team lead gives owners to the models that nobody answers for, and one is declined', async ({
  page,
}) => {
  await signIn(page, 'Tilda Teamlead', '/models');
  await expect(page.getByText(/Nobody answers for \d+ models/)).toBeVisible();
  await page.getByRole('link', { name: 'Find owners' }).click();
  await expect(
    page.getByText('Nobody is in group:default/online-shop').first(),
  ).toBeVisible();
  await page.getByText(/^No owner \(\d+\)/).click();
  await expect(page.getByText('Nobody is in')).toHaveCount(0);
  // The box itself is hidden below its label.
  await page.locator('thead label').first().click();
  await expect(page.getByText('40 selected')).toBeVisible();
  await page.getByRole('button', { name: 'Assign owner' }).click();
  await page.getByRole('combobox', { name: /New owner/ }).fill('credit an');
  await page.getByRole('option', { name: /Credit analytics/ }).click();
  await page.getByLabel(/Reason/).fill('We look after them from now on');
  await page.getByRole('button', { name: 'Show what will change' }).click();
  await expect(
    page.getByText('40 of 40 will change. Nothing has been changed yet.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Change 40 models' }).click();
  await expect(page.getByText('40 changed')).toBeVisible();
  await page.getByRole('dialog').getByText('Close').click();
  for (const model of FORTY) {
    await expect(orphanRow(page, model)).toHaveCount(0);
  }

  // Dario belongs to the new owner.
  await switchTo(page, 'Dario Datasci', modelPath(DECLINED));
  const ownership = card(page, 'Ownership');
  await expect(ownership).toContainText('Credit analytics');
  await expect(ownership).toContainText('Assigned by');
  await expect(ownership).toContainText('We look after them from now on');
  await expect(ownership).toContainText('Declared in YAML: nobody');
  await ownership.getByRole('button', { name: 'Decline' }).click();
  await page.getByLabel(/Reason/).fill('A game is not our business');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: 'Decline' })
    .click();
  await expect(ownership).toContainText('Nobody owns this model');
  await ownership.getByRole('button', { name: 'History' }).click();
  await expect(page.getByRole('dialog')).toContainText(
    'declined it; it went back to nobody',
  );
  await expect(page.getByRole('dialog')).toContainText(
    'A game is not our business',
  );

  // The list of models follows at once, the catalog a little later.
  await page.goto('/models?mine=true&limit=100');
  await expect(fleetModels(page).getByText('rugpt3-QA')).toBeVisible();
  await expect(
    fleetModels(page).getByText('opus-mt-tc-big-zle-itc'),
  ).toBeVisible();
  await expect(fleetModels(page).getByText(/ml-agents/i)).toHaveCount(0);
  await expect(async () => {
    await page.goto('/?filters[kind]=model&filters[user]=owned');
    const table = page.getByRole('table').first();
    await expect(table).toContainText('rugpt3-QA', { timeout: 5_000 });
    await expect(table).not.toContainText(/ml-agents/i);
  }).toPass({ timeout: 45_000 });
  await page.goto('/catalog/default/group/credit-analytics');
  await expect(card(page, /^Models/)).toContainText(/rugpt3-qa/i);
  await expect(card(page, /^Models/)).not.toContainText(/ml-agents/i);

  // Whoever assigned it is told why it came back.
  await switchTo(page, 'Tilda Teamlead', '/notifications');
  await expect(
    page.getByText(/ml-agents-pushblock was declined/i).first(),
  ).toBeVisible();
});
