import { expect, test } from '@playwright/test';
import { reportSource } from './portalApi';
import { signIn } from './signIn';

const TITLE = 'Registry of the trading desk';

function run(facts: object) {
  const at = new Date().toISOString();
  return { startedAt: at, endedAt: at, ...facts };
}

test('whoever looks after the portal sees what is wrong with a source, and what to do', async ({
  page,
  request,
}) => {
  const source = { id: 'trading-registry', kind: 'pipeline', title: TITLE };
  await reportSource(request, {
    ...source,
    run: run({ counts: [{ what: 'models', count: 12 }] }),
  });
  await signIn(page, 'Paul Platform');
  await page.getByRole('link', { name: 'Sources' }).click();
  await expect(page).toHaveURL(/\/models\/sources$/);
  const row = page.getByRole('row', { name: new RegExp(TITLE) });
  await expect(row).toContainText('OK');
  await expect(row).toContainText('12 models');
  // It runs elsewhere: nobody can start it here.
  await expect(row.getByRole('button')).toHaveCount(0);

  const error = {
    message: 'It answered with 401.',
    remedy: 'Renew the token in the vault of the trading desk.',
  };
  await reportSource(request, { ...source, run: run({ error }) });
  // The page follows by itself.
  await expect(row).toContainText('Failing');
  await expect(row).toContainText('12 models');
  await expect(page.getByText(`${TITLE}: ${error.message}`)).toBeVisible();
  await expect(page.getByText(error.remedy)).toBeVisible();
});

test('who does not look after the portal does not see its sources', async ({
  page,
  request,
}) => {
  await reportSource(request, {
    ...{ id: 'hidden-registry', kind: 'pipeline', title: 'Hidden registry' },
    run: run({ counts: [] }),
  });
  await signIn(page, 'Dario Datasci', '/models/sources');
  await expect(page.getByRole('alert')).toContainText('permission');
  await expect(page.getByText('Hidden registry')).toHaveCount(0);
});
