import { expect, Page, test } from '@playwright/test';
import { card } from './modelPage';
import { signIn } from './signIn';

function modelLine(page: Page, name: string) {
  return card(page, /^Models/).getByRole('row', { name });
}

test('a service shows the models that it serves', async ({ page }) => {
  await signIn(
    page,
    'Dario Datasci',
    '/catalog/default/component/application-inbox',
  );
  await expect(card(page, 'Models (1)')).toBeVisible();
  const line = modelLine(page, 'camembert-base-xnli');
  await expect(line).toContainText('Served by this component');
  await expect(line).toContainText('Validation');
  await expect(line).toContainText('Runs in production, staging');
  await expect(line).toContainText('OK');
  await expect(line).toContainText('Pending');
  await expect(line).toContainText('Unsanctioned');

  await line.getByRole('link', { name: 'camembert-base-xnli' }).click();
  await expect(card(page, 'Governance')).toContainText(
    'A deployment runs a version that lacks sign-offs',
  );
});

test('a system shows its models, what wants attention first', async ({
  page,
}) => {
  await signIn(
    page,
    'Dario Datasci',
    '/catalog/default/system/language-platform',
  );
  const models = card(page, 'Models (14)');
  await expect(models.getByRole('row').nth(1)).toContainText('Warning');
  const silent = modelLine(page, 'opus-mt-tc-big-zle-itc');
  await expect(silent).toContainText('Part of this system');
  await expect(silent).toContainText('Production');
  await expect(silent).toContainText('Stale');
  await expect(silent).toContainText('Not required');

  await models.getByRole('button', { name: 'Next table page' }).click();
  await expect(modelLine(page, 'opus-mt-tc-big-zle-de')).toContainText('OK');
});

test('a team shows the models that it owns', async ({ page }) => {
  await signIn(page, 'Dario Datasci', '/catalog/default/group/computer-vision');
  await expect(card(page, 'Models (3)')).toBeVisible();
  const drifting = modelLine(page, 'eva_large_patch14_336.in22k_ft_in22k_in1k');
  await expect(drifting).toContainText('Owned by this group');
  await expect(drifting).toContainText('Production');
  await expect(drifting).toContainText('Critical');
});

test('the catalog graph draws what a model is related to', async ({ page }) => {
  await signIn(
    page,
    'Dario Datasci',
    '/catalog/default/model/marketing-recommendations',
  );
  await card(page, 'Relations')
    .getByRole('link', { name: 'View graph' })
    .click();
  const graph = page.getByRole('main').getByRole('img').last();
  await expect(graph).toContainText('Marketing recommendations');
  await expect(graph).toContainText('servedBy');
  await expect(graph).toContainText('trainingDataFor');
  await expect(graph).toContainText('Recommendation service');
});
