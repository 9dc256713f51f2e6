import { expect, test } from '@playwright/test';
import { modelPath, openTab } from '../e2e-tests/modelPage';
import { signIn } from '../e2e-tests/signIn';
import { surroundings } from './surroundings';

// What the command `demo:mlflow` promises to who has just cloned the repository.
test('the models of the demo appear, with versions and what these were made with', async ({
  page,
}) => {
  await signIn(page, 'Paul Platform', '/models/sources');
  const row = page.getByRole('row', { name: /MLflow of the demo/ });
  await expect(row).toContainText('3 models, 4 versions', { timeout: 120_000 });
  // The next run tells the versions.
  await row
    .getByRole('button', { name: 'Run MLflow of the demo now' })
    .click({ timeout: 30_000 });
  await expect(row).toContainText('0 models new to the catalog', {
    timeout: 90_000,
  });

  await page.goto(modelPath('digit-reader'));
  await openTab(page, 'Versions');
  await page
    .getByRole('button', { name: 'Details of version 3' })
    .click({ timeout: 60_000 });
  const dialog = page.getByRole('dialog', { name: 'How version 3 was made' });
  await expect(dialog).toContainText('accuracy');
  await expect(dialog).toContainText('lbfgs');
  const mlflow = surroundings().systems['demo-mlflow'];
  await expect(
    dialog.getByRole('link', { name: /^[0-9a-f]{32}/ }),
  ).toHaveAttribute('href', new RegExp(`^${mlflow}/#/experiments/1/runs/`));
});
