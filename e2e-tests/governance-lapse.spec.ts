import { expect, test } from '@playwright/test';
import {
  approveOnTab,
  openGovernanceFor,
  watchReloads,
} from './governancePage';
import { card } from './modelPage';
import { approve, report, submit } from './portalApi';

const MODEL = 'shift-forecast';

test('a sign-off lapses, what runs on it is unsanctioned, and a new one mends it', async ({
  browser,
  request,
}) => {
  test.setTimeout(240_000);
  await submit(request, MODEL, '1');
  const vera = await openGovernanceFor(browser, 'Vera Validator', MODEL);
  const handover = card(vera, 'Handover');
  await expect(handover).toContainText('Pending');
  const reloads = watchReloads(vera);

  // It is valid for half a minute.
  await approve(request, 'vera-validator', MODEL, {
    requirement: 'handover',
    version: '1',
  });
  await report(request, MODEL, 'versions', {
    version: '1',
    stage: 'production',
  });
  await report(request, MODEL, 'deployments', {
    environment: 'production',
    version: '1',
    status: 'running',
  });
  await expect(handover).toContainText('Approved by Vera Validator');

  // Nobody does anything, and within a minute after its end the open page says so.
  await expect(handover).toContainText('Expired', { timeout: 100_000 });
  const alert = vera.getByText(
    'A deployment runs a version that lacks sign-offs',
  );
  await expect(alert).toBeVisible();
  expect(reloads()).toBe(0);

  await report(request, MODEL, 'reviews', {
    version: '1',
    stage: 'production',
  });
  await expect(handover).toContainText('Pending');
  await approveOnTab(vera, 'Handover', { comment: 'Handed over once more.' });
  await expect(handover).toContainText('Approved by Vera Validator');
  await expect(alert).toBeHidden();
});
