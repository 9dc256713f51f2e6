import { expect, Page, test } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { card, modelPath } from './modelPage';
import { report } from './portalApi';
import { signIn } from './signIn';

const CARDED = 'questionanswering-v2';

/** Presses a button that saves a file, and reads that. */
async function save(page: Page, label: string) {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: label }).click();
  const download = await saving;
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}

test('a reader sees the card of a model, and takes it along', async ({
  page,
}) => {
  await signIn(page, 'Dario Datasci', modelPath(CARDED, 'card'));
  const summary = card(page, 'Model card');
  await expect(summary).toContainText('apache-2.0');
  await expect(summary).toContainText(
    /\d of 8 recommended sections are missing or empty/,
  );
  await expect(
    card(page, 'Evaluation results')
      .getByRole('row')
      .filter({ hasText: 'Exact Match' }),
  ).toContainText('79.5998');

  const written = await save(page, 'Export as Markdown');
  expect(written.name).toBe(`default-${CARDED}-card.md`);
  expect(written.text).toContain('license: apache-2.0');
  expect(written.text).toContain('## Sign-offs');
  expect(written.text).toContain('## What is missing');

  const bom = JSON.parse((await save(page, 'Export as CycloneDX')).text);
  expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
  expect(bom.metadata.component).toMatchObject({
    ...{ type: 'machine-learning-model', name: CARDED },
    licenses: [{ license: { id: 'Apache-2.0' } }],
  });
});

test('a version has a card of its own', async ({ page, request }) => {
  const versions = ['with-card', 'without-card'];
  await report(request, CARDED, 'versions', {
    version: versions[0],
    card: '---\nlicense: mit\n---\n# Of this version\n\n## Limitations\n\nShort texts only',
  });
  await report(request, CARDED, 'versions', { version: versions[1] });
  await signIn(
    page,
    'Dario Datasci',
    `${modelPath(CARDED, 'card')}?version=${versions[1]}`,
  );
  const summary = card(page, 'Model card');
  await expect(summary).toContainText(
    'Version without-card has no card of its own',
  );
  await summary.getByRole('button', { name: /Version/ }).click();
  await page.getByRole('option', { name: /^with-card/ }).click();
  await expect(summary).toContainText('Card of version with-card');
  await expect(card(page, 'Text')).toContainText('Short texts only');
  await expect(page).toHaveURL(/version=with-card/);
});

test('a reader takes all models along', async ({ page }) => {
  await signIn(page, 'Dario Datasci', '/models');
  const csv = await save(page, 'Export all as CSV');
  expect(csv.name).toBe('models.csv');
  expect(csv.text).toMatch(/^\ufeffModel,Title,/);
  expect(csv.text).toContain('model:default/consumer-credit-risk,');

  const { components } = JSON.parse(
    (await save(page, 'Export all as CycloneDX')).text,
  );
  const refs = components.map((component: object) =>
    String(Object(component)['bom-ref']),
  );
  expect(refs).toContain('model:default/consumer-credit-risk@8');
  expect(new Set(refs).size).toBe(refs.length);
});

test('a reader takes along what the filters let through', async ({ page }) => {
  await signIn(page, 'Dario Datasci', '/models?riskTier=high');
  const { text } = await save(page, 'Export matching as CSV');
  const [, ...lines] = text.trimEnd().split('\r\n');
  expect(lines.length).toBeGreaterThan(0);
  expect(text).toContain('model:default/consumer-credit-risk,');
  // What the page counts is what is saved.
  await expect(
    page.getByRole('button', { name: `Select all ${lines.length} that match` }),
  ).toBeVisible();
});
