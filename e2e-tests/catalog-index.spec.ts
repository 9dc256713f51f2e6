import { expect, Page, test } from '@playwright/test';
import { listedModels, modelRow, pick } from './modelPage';
import { signIn } from './signIn';

test('the catalog lists models with columns of their own', async ({ page }) => {
  await openModelsOfCatalog(page);
  await expect(page.getByRole('columnheader')).toHaveText([
    'Name',
    'Owner',
    'Risk tier',
    'Stage',
    'Monitoring',
    'Sign-offs',
    'Actions',
  ]);
  await expect(listedModels(page)).toHaveCount(20);
  await expect(
    modelRow(page, 'camembert-base-xnli').getByRole('cell'),
  ).toHaveText([
    /camembert-base-xnli.*zero-shot-classification/,
    'Language services',
    'High risk',
    /Validation.*Runs in production, staging/,
    'OK',
    /Pending.*Unsanctioned/,
    /.*/,
  ]);
});

test('type, lifecycle and tag narrow the models of the catalog', async ({
  page,
}) => {
  await openModelsOfCatalog(page);
  await page.getByRole('button', { name: 'all', exact: true }).click();
  await page.getByRole('option', { name: 'translation' }).click();
  await expect(listedModels(page)).toHaveText([
    'Hel-ach-en',
    'opus-mt-tc-big-zle-de',
    'opus-mt-tc-big-zle-itc',
  ]);

  await pick(page, 'Lifecycle', 'production');
  await expect(listedModels(page)).toHaveText([
    'opus-mt-tc-big-zle-de',
    'opus-mt-tc-big-zle-itc',
  ]);

  await pick(page, 'Tags', 'it');
  await expect(listedModels(page)).toHaveText(['opus-mt-tc-big-zle-itc']);
});

test('owner and kind narrow the catalog', async ({ page }) => {
  await openModelsOfCatalog(page);
  await pick(page, 'Owner', 'Computer vision');
  await expect(listedModels(page)).toHaveText([
    'deeplabv3p-resnet50',
    'eva_large_patch14_336.in22k_ft_in22k_in1k',
    'maxim-s3-deblurring-realblur-j',
  ]);

  await chooseKind(page, 'Model', 'Component');
  await expect(
    page.getByRole('link', { name: 'Product photo service' }),
  ).toBeVisible();
  await expect(listedModels(page)).toHaveCount(0);
  await expect(
    page.getByRole('columnheader', { name: 'Sign-offs' }),
  ).toBeHidden();
});

async function openModelsOfCatalog(page: Page) {
  await signIn(page, 'Tilda Teamlead');
  await chooseKind(page, 'Component', 'Model');
  await page.getByRole('menuitem', { name: /^All/ }).click();
  await expect(
    page.getByRole('heading', { name: 'All Models (71)', level: 2 }),
  ).toBeVisible();
}

async function chooseKind(page: Page, from: string, to: string) {
  await page.getByRole('button', { name: from, exact: true }).click();
  await page.getByRole('option', { name: to, exact: true }).click();
}
