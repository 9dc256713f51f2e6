import { expect, Page, test } from '@playwright/test';
import { card, modelPath } from './modelPage';
import { report } from './portalApi';
import { signIn } from './signIn';

// An open page asks by itself only every other minute. What is seen sooner was signalled.

test('a reported deployment appears on an open page', async ({
  page,
  request,
}) => {
  await signIn(
    page,
    'Dario Datasci',
    modelPath('electricity-consumption-forecast', 'deployments'),
  );
  const rows = card(page, 'Deployments').getByRole('row');
  const changes = card(page, 'Recent changes').getByRole('row');
  await expect(rows.filter({ hasText: '3.4.0' })).toContainText('Running');
  await expect(rows.filter({ hasText: '3.5.0-dev.4' })).toContainText(
    'Progressing',
  );
  await expect(changes.filter({ hasText: 'Canary' })).toHaveCount(0);
  const reloads = countReloads(page);

  await report(request, 'electricity-consumption-forecast', 'deployments', {
    environment: 'production',
    version: '3.5.0',
    role: 'canary',
    trafficPercent: 5,
    status: 'running',
    platform: 'kubernetes',
  });
  const canary = rows.filter({ hasText: 'Canary' });
  await expect(
    page
      .getByRole('region', { name: 'production' })
      .getByRole('row')
      .filter({ hasText: 'Canary' }),
  ).toBeVisible();
  await expect(canary).toContainText('3.5.0');
  await expect(canary).toContainText('5 %');
  await expect(canary).toContainText('Running');
  await expect(changes.filter({ hasText: 'Canary' })).toContainText('just now');

  await report(request, 'electricity-consumption-forecast', 'deployments', {
    environment: 'staging',
    version: '3.5.0-dev.4',
    status: 'failed',
    platform: 'kubernetes',
  });
  await expect(rows.filter({ hasText: '3.5.0-dev.4' })).toContainText('Failed');
  expect(reloads()).toBe(0);
});

test('a critical check turns an open page critical and reaches the owner', async ({
  page,
  browser,
  request,
}) => {
  await signIn(page, 'Dario Datasci', modelPath('granite-guardian-3.2-5b'));
  const monitoring = card(page, 'Monitoring');
  await expect(monitoring).toContainText('The only check is ok');
  const reloads = countReloads(page);

  const owner = await browser.newPage();
  await signIn(owner, 'Paul Platform', '/notifications');
  const notice = owner
    .getByRole('row')
    .filter({ hasText: 'granite-guardian-3.2-5b' });
  await expect(owner.getByText('No records to display')).toBeVisible();

  await report(request, 'granite-guardian-3.2-5b', 'check-results', {
    results: [
      {
        check: 'Prompts that were let through',
        kind: 'performance',
        environment: 'production',
        version: '1',
        status: 'critical',
        value: 9.4,
        threshold: 5,
        unit: '%',
        message: 'the newest way around the house rules is not recognised',
      },
    ],
  });

  await expect(monitoring.getByRole('listitem').first()).toContainText(
    /Critical.*Prompts that were let through.*9\.4 %.*threshold 5 %/,
  );
  await expect(monitoring).toContainText(
    /Critical.*Prompts that were let through/,
  );
  expect(reloads()).toBe(0);

  await expect(notice).toBeVisible();
  await expect(
    owner.getByRole('grid', { name: 'Unread notifications' }),
  ).toHaveText('1');
  await notice.getByRole('link').first().click();
  await expect(card(owner, 'Checks')).toContainText('Critical');
  await owner.close();
});

function countReloads(page: Page): () => number {
  let reloads = 0;
  page.on('load', () => {
    reloads += 1;
  });
  return () => reloads;
}
