import { expect, test } from '@playwright/test';
import { modelsOf, versionsOf } from './portal';
import { SourcesPage } from './sourcesPage';

test('an older server is read as well, beside one that has models of the same names', async ({
  page,
  request,
}) => {
  const sources = new SourcesPage(page);
  await sources.open();
  const row = sources.row('MLflow mlflow-2');
  await expect(row).toContainText('3 models, 4 versions', { timeout: 60_000 });
  await expect(async () => {
    const { items } = await modelsOf(request, 'mlflow-2', 'digit-reader');
    expect(items).toMatchObject([
      {
        metadata: { name: 'digit-reader', namespace: 'legacy' },
        spec: { riskTier: 'limited', system: 'lending' },
      },
    ]);
    const versions = await versionsOf(request, 'legacy/digit-reader');
    expect(versions.items).toHaveLength(3);
  }).toPass({ timeout: 120_000 });
});
