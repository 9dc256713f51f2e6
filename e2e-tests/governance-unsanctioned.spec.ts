import { expect, test } from '@playwright/test';
import { openFor, openGovernanceFor, watchReloads } from './governancePage';
import { approve, report, submit } from './portalApi';

const MODEL = 'card-fraud-score';
const TITLE = 'Card fraud score';

test('a deployment without sign-offs is found, told once, and cleared by them', async ({
  browser,
  request,
}) => {
  test.setTimeout(240_000);
  await submit(request, MODEL, '1');
  const victor = await openGovernanceFor(browser, 'Victor Validator', MODEL);
  await expect(
    victor.getByText('0 of 2 sign-offs are given for version 1.'),
  ).toBeVisible();
  const reloads = watchReloads(victor);
  const alert = victor.getByText(
    'A deployment runs a version that lacks sign-offs',
  );
  await expect(alert).toBeHidden();

  await report(request, MODEL, 'deployments', {
    environment: 'production',
    version: '1',
    status: 'running',
  });
  await expect(alert).toBeVisible();
  await expect(
    victor.getByText(
      'Version 1 in production (primary) lacks: Independent validation, Risk acceptance',
    ),
  ).toBeVisible();
  expect(reloads()).toBe(0);

  // The board sees it on its list, and is told.
  const rosa = await openFor(
    browser,
    'Rosa Risk',
    '/models/governance/unsanctioned',
  );
  const row = rosa.getByRole('row').filter({ hasText: TITLE });
  await expect(row).toContainText('Independent validation, Risk acceptance');
  await expect(row).toContainText('The gate says no');
  await rosa.goto('/notifications');
  await expect(
    rosa.getByRole('row').filter({ hasText: TITLE }),
  ).not.toHaveCount(0);

  await approve(request, 'victor-validator', MODEL, {
    requirement: 'independent-validation',
    version: '1',
    evidence: 'validation-report',
  });
  await expect(
    victor.getByText(
      'Version 1 in production (primary) lacks: Risk acceptance',
    ),
  ).toBeVisible();
  await approve(request, 'rosa-risk', MODEL, {
    requirement: 'risk-acceptance',
    version: '1',
  });
  await expect(alert).toBeHidden();
  expect(reloads()).toBe(0);
  await rosa.goto('/models/governance/unsanctioned');
  await expect(
    rosa.getByRole('row').filter({ hasText: 'camembert-base-xnli' }),
  ).toBeVisible();
  await expect(row).toHaveCount(0);
});
