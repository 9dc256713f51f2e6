import { expect, test } from '@playwright/test';
import { card, modelPath, modelRow, searchModels } from './modelPage';
import { signIn } from './signIn';

test('a model that nobody owns says so, and how to change it', async ({
  page,
}) => {
  await signIn(page, 'Tilda Teamlead', modelPath('opus-mt-tc-big-zle-itc'));
  const ownership = card(page, 'Ownership');
  await expect(ownership).toContainText('Nobody owns this model');
  await expect(ownership).toContainText('owner: group:default/your-team');
  await expect(card(page, 'Monitoring')).toContainText('Stale');

  await page.goto('/models');
  await searchModels(page, 'zle-itc');
  await expect(modelRow(page, 'opus-mt-tc-big-zle-itc')).toContainText(
    'Nobody',
  );
});

test('a model that nothing was reported about says what to do', async ({
  page,
}) => {
  await signIn(page, 'Tilda Teamlead', modelPath('rugpt3-qa'));
  await expect(card(page, 'Lifecycle')).toContainText(
    'This is what the catalog declares: no version has been reported yet.',
  );
  await expect(card(page, 'Monitoring')).toContainText('Unmonitored');
  await expect(card(page, 'Governance')).toContainText(
    'No policy asks for a sign-off of this model',
  );

  const deployments = card(page, 'Deployments');
  await expect(deployments).toContainText('No deployment has been reported');
  await deployments
    .getByRole('button', { name: 'Report it with curl' })
    .click();
  await expect(
    deployments.getByLabel('command', { exact: true }),
  ).toContainText(/curl .*\/api\/models\/default\/rugpt3-qa\/deployments/);
});

test('a model that is not there is not found', async ({ page }) => {
  await signIn(page, 'Tilda Teamlead', modelPath('no-such-model'));
  await expect(page.getByText('Entity not found')).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(0);
});
