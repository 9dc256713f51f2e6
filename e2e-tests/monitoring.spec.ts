import { expect, Locator, Page, test } from '@playwright/test';
import { openFor, watchReloads } from './governancePage';
import { card, modelPath } from './modelPage';
import { calmReport, DRIFTED, sendReport } from './monitoringReports';
import { report } from './portalApi';
import { signIn } from './signIn';

const MODEL = 'my-awesome-churn-model';
const PLACE = { environment: 'pilot', version: '1' };
const SHARE = 'Share of drifted columns in pilot';
const SHARE_ROW = /Share of drifted columns/;

test('a drift report turns an open page critical, and a good one ends the incident', async ({
  browser,
}, info) => {
  test.setTimeout(180_000);
  const fleet = await openFor(browser, 'Dario Datasci', '/models/monitoring');
  const unmonitored = card(fleet, 'In production and unmonitored');
  await expect(unmonitored.getByRole('row', { name: MODEL })).toBeVisible();

  const dana = await openFor(
    browser,
    'Dana Datasci',
    modelPath(MODEL, 'monitoring'),
  );
  const checks = card(dana, 'Checks');
  await expect(checks).toContainText('No check has ever been reported');
  const reloads = watchReloads(dana);

  expect(sendReport(info, DRIFTED, MODEL, PLACE)).toContain(
    'RECORDED as evidently-0.7: 9 new, 0 known already. The model is critical.',
  );
  await expect(checks).toContainText(
    `Data drift critical since less than 1 min: ${SHARE} 0.75 ≥ 0.5`,
  );
  const incident = card(dana, 'Incidents').getByRole('listitem').filter({
    hasText: SHARE,
  });
  await expect(incident).toContainText('Open');
  // The report arrives again, as it does when a job is repeated.
  sendReport(info, DRIFTED, MODEL, PLACE);

  await actOn(dana, incident, 'Acknowledge', { comment: 'I look into it.' });
  await expect(incident).toContainText('Acknowledged by Dana Datasci');
  await expect(incident).toContainText('I look into it.');
  await actOn(dana, incident, 'Mark the cause', { comment: 'New tariffs.' });
  await expect(incident).toContainText('Cause: ');
  await actOn(dana, incident, 'Ask for retraining', {
    submit: 'Ask the owner',
  });
  await expect(
    incident.getByRole('link', { name: 'Start it' }),
  ).toHaveAttribute(
    'href',
    /^https:\/\/pipelines\.aldermoor\.example\/train\?model=my-awesome-churn-model&incident=/,
  );

  await fleet.reload();
  await expect(unmonitored.getByRole('row', { name: MODEL })).toBeHidden();
  await expect(
    card(fleet, 'Open incidents').getByRole('row', { name: MODEL }),
  ).toContainText('by Dana Datasci');

  expect(sendReport(info, calmReport(info), MODEL, PLACE)).toContain(
    'The model is ok.',
  );
  await expect(incident).toContainText('Ended');
  await expect(checks).toContainText('All 9 checks are ok');

  await retire(dana, checks, SHARE, 'Every column is watched by itself.');
  await expect(checks).toContainText('All 8 checks are ok');
  await checks.getByRole('radio', { name: 'Retired (1)' }).click();
  await expect(checks.getByRole('row', { name: SHARE_ROW })).toContainText(
    /by Dana Datasci.*Every column is watched by itself/,
  );
  sendReport(info, calmReport(info), MODEL, PLACE);
  await expect(checks).toContainText('No check is retired.');
  await checks.getByRole('radio', { name: 'In use (9)' }).click();
  await expect(checks).toContainText('All 9 checks are ok');
  expect(reloads()).toBe(0);

  await dana.goto('/notifications');
  const told = dana.getByRole('row').filter({ hasText: MODEL });
  await expect(told.filter({ hasText: 'is no longer critical' })).toHaveCount(
    1,
  );
  await expect(told.filter({ hasText: 'is critical' })).toHaveCount(0);
  await dana.close();
  await fleet.close();
});

test('a plot shows what ran meanwhile, and its address what it shows', async ({
  page,
  request,
}) => {
  const model = 'snowflake-arctic-embed-l-v2.0';
  const check = 'Answer time';
  await report(request, model, 'deployments', {
    ...{ environment: 'production', name: 'blue', version: '3' },
    observedAt: daysAgo(2),
  });
  await report(request, model, 'check-results', {
    results: [
      ...[210, 240, 230, 250].map((value, n) => ({ value, version: '1', n })),
      ...[310, 900, 320].map((value, n) => ({ value, version: '3', n: n + 4 })),
    ].flatMap(({ n, ...result }) =>
      ['production', 'staging'].map(environment => ({
        ...{ check, kind: 'service-health', unit: 'ms', environment },
        ...result,
        observedAt: daysAgo(6.5 - n),
      })),
    ),
  });
  await signIn(
    page,
    'Dario Datasci',
    `${modelPath(model, 'monitoring')}?check=${encodeURIComponent(
      check,
    )}&environment=production`,
  );
  const plot = page.getByRole('img', {
    name: /Answer time in production: \d+ points/,
  });
  await expect(plot).toHaveAccessibleName(/7 points, 1 of them critical/);
  await expect(plot).toHaveAccessibleName(/version 3 in production/);

  await choose(page, 'Time', 'Last 7 days');
  await expect(page).toHaveURL(/range=7d/);
  await page.getByRole('group', { name: /^Plot of Answer time/ }).focus();
  await page.keyboard.press('End');
  await expect(page.getByText(/UTC: warning, 320 ms/)).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(/UTC: critical, 900 ms/)).toBeVisible();
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/from=.*to=/);
  const zoomed = page.url();
  await expect(plot).toHaveAccessibleName(/: 3 points/);
  await page.goto(zoomed);
  await expect(plot).toHaveAccessibleName(/: 3 points/);
  await page.getByRole('button', { name: 'Zoom out' }).click();
  await expect(plot).not.toHaveAccessibleName(/: 3 points/);

  const legend = page.getByRole('list', { name: 'Legend' });
  await choose(page, 'Compare', 'Versions');
  await expect(legend).toContainText(/Version 1.*Version 3/);
  await choose(page, 'Compare', 'Environments');
  await expect(legend).toContainText(/production.*staging/);
  await expect(page).toHaveURL(/compare=environments/);

  await page.getByRole('button', { name: 'As a table' }).click();
  await expect(
    page
      .getByRole('table', { name: 'Results of Answer time in production' })
      .getByRole('row')
      .filter({ hasText: '900 ms' }),
  ).toContainText('Critical');
});

async function actOn(
  page: Page,
  incident: Locator,
  act: string,
  { comment, submit = act }: { comment?: string; submit?: string },
) {
  await incident.getByRole('button', { name: act }).click();
  const dialog = page.getByRole('dialog');
  if (comment) {
    await dialog.getByRole('textbox', { name: 'Comment' }).fill(comment);
  }
  await dialog
    .getByRole('button', {
      name: submit === 'Mark the cause' ? 'Mark' : submit,
    })
    .click();
  await expect(dialog).toBeHidden();
}

async function retire(
  page: Page,
  checks: Locator,
  name: string,
  reason: string,
) {
  await checks.getByRole('button', { name: `Retire ${name}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: 'Retire' }).click();
  await expect(dialog).toBeHidden();
}

async function choose(page: Page, label: string, option: string) {
  await page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
  await page.getByRole('option', { name: option }).click();
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 3_600_000).toISOString();
}
