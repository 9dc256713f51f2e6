import { expect, test } from '@playwright/test';
import { watchReloads } from './governancePage';
import { card, modelPath } from './modelPage';
import { report } from './portalApi';
import { signIn } from './signIn';

const MODEL = 'snowflake-arctic-embed-l-v2.0';

test('a canary takes its share, takes over, and is rolled back', async ({
  page,
  request,
}) => {
  const runs = (version: string, more: object = {}) =>
    report(request, MODEL, 'deployments', {
      ...{ environment: 'production', version, platform: 'kserve' },
      ...more,
    });
  await report(request, MODEL, 'versions', {
    ...{ version: '2', stage: 'production' },
    metrics: { 'Recall at 10': 0.87 },
  });
  await signIn(page, 'Dario Datasci', modelPath(MODEL, 'deployments'));
  const production = page.getByRole('region', { name: 'production' });
  const traffic = production.getByRole('list', { name: 'Traffic' });
  await expect(production.getByRole('row')).toHaveCount(2);
  await expect(traffic).toBeHidden();
  const reloads = watchReloads(page);

  await runs('1', { trafficPercent: 90 });
  await runs('2', { role: 'canary', trafficPercent: 10 });
  await expect(traffic.getByRole('listitem')).toHaveText([
    'Version 1: 90 %',
    'Version 2 (canary): 10 %',
  ]);
  await expect(
    card(page, 'What changed from version 1 to 2').getByText('Recall at 10'),
  ).toContainText('not told → 0.87');

  await runs('2', { trafficPercent: 100 });
  await runs('2', { role: 'canary', trafficPercent: 0, status: 'stopped' });
  await expect(traffic).toBeHidden();
  const changes = card(page, 'Recent changes').getByRole('row');
  await expect(changes.filter({ hasText: 'In place of 1' })).toContainText(
    'Primary, 100 %',
  );

  await runs('1', { trafficPercent: 100 });
  await expect(
    card(page, 'Rolled back from version 2 to 1').getByText('Version 1'),
  ).toBeVisible();
  await expect(changes.filter({ hasText: 'Rolled back from 2' })).toContainText(
    'just now',
  );
  expect(reloads()).toBe(0);
});

test('a service says which versions of models it runs', async ({
  page,
  request,
}) => {
  const service = 'delivery-slot-service';
  await signIn(page, 'Dario Datasci', `/catalog/default/component/${service}`);
  const running = card(page, 'Running model versions');
  await expect(running).toContainText('No version of a model is known');
  await report(request, MODEL, 'deployments', {
    ...{ environment: 'edge', version: '1', status: 'degraded' },
    servedBy: `component:default/${service}`,
  });
  await page.reload();
  await expect(
    running.getByRole('row').filter({ hasText: 'edge' }),
  ).toContainText('Degraded');
});
