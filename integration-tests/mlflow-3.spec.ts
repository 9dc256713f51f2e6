import { APIRequestContext, expect, test } from '@playwright/test';
import { modelPath, openTab } from '../e2e-tests/modelPage';
import { signIn } from '../e2e-tests/signIn';
import { modelsOf, versionsOf } from './portal';
import { SourcesPage } from './sourcesPage';
import { control, surroundings } from './surroundings';

// One story: what happens to a registry, and what the portal makes of it.
test.describe.configure({ mode: 'serial' });

const INSTANCE = 'mlflow-3';
const TITLE = 'MLflow mlflow-3';
/** 2,500 for paging, three that were made by hand; no prompt, and none that was deleted. */
const MODELS = 2_503;

/** What a data scientist does to the registry. */
async function inMlflow(
  request: APIRequestContext,
  call: { method: 'POST' | 'PATCH' | 'DELETE'; path: string; data: object },
) {
  const { method, path, data } = call;
  const response = await request.fetch(
    `${surroundings().systems[INSTANCE]}/api/2.0/mlflow/${path}`,
    { method, data },
  );
  expect(await response.text()).not.toContain('error_code');
}

async function expectModels(request: APIRequestContext, count: number) {
  await expect(async () => {
    expect((await modelsOf(request, INSTANCE)).totalItems).toBe(count);
  }).toPass({ timeout: 150_000 });
}

async function expectModel(
  request: APIRequestContext,
  registeredModel: string,
  name: string | undefined,
) {
  await expect(async () => {
    const { items } = await modelsOf(request, INSTANCE, registeredModel);
    expect(items.map(({ metadata }) => metadata.name)).toEqual(
      name ? [expect.stringMatching(new RegExp(`^${name}$`))] : [],
    );
  }).toPass({ timeout: 60_000 });
}

test('all models come into the catalog, page by page', async ({
  page,
  request,
}) => {
  const sources = new SourcesPage(page);
  await sources.open();
  await expect(sources.row(TITLE)).toContainText(
    `${MODELS.toLocaleString('en')} models`,
    { timeout: 120_000 },
  );
  await expect(sources.row(TITLE)).toContainText('OK');
  await expectModels(request, MODELS);
});

test('a prompt and what was deleted do not; a name that the catalog does not allow does', async ({
  request,
}) => {
  await expectModel(
    request,
    'Unlesbare Ziffern (Anomalien)',
    'unlesbare-ziffern-anomalien-[0-9a-f]{8}',
  );
  await expectModel(request, 'digit-sorter', 'digit-sorter');
  for (const absent of ['summarize-form', 'digits-tmp', 'digits-by-mistake']) {
    await expectModel(request, absent, undefined);
  }
});

test('a model says what its tags say, and has the versions of its runs', async ({
  page,
  request,
}) => {
  await signIn(page, 'Dario Datasci', modelPath('digit-reader'));
  await expect(
    page.getByText('Reads handwritten digits on scanned forms'),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Credit analytics' }).first(),
  ).toBeVisible();
  await openTab(page, 'Versions');
  const version = page.getByRole('row', { name: /Weaker regularization/ });
  await expect(version).toContainText('Validation');
  const { items } = await versionsOf(request, 'default/digit-reader');
  expect(items).toMatchObject([
    { version: '3', metrics: { accuracy: expect.any(Number) } },
    { version: '2', metrics: { f1_macro: expect.any(Number) } },
    { version: '1', metrics: { accuracy: expect.any(Number) } },
  ]);
});

test('nothing is lost while the registry is down, and it is said what to do', async ({
  page,
  request,
}) => {
  await control(INSTANCE, 'stop');
  const sources = new SourcesPage(page);
  await sources.open();
  await expect(sources.row(TITLE)).toContainText('Failing', {
    timeout: 120_000,
  });
  await expect(
    page.getByText(`${TITLE}: MLflow could not be reached.`),
  ).toBeVisible();
  await expect(
    page.getByText(/See that the tracking server is up/),
  ).toBeVisible();
  await expectModels(request, MODELS);
  await control(INSTANCE, 'start');
});

test('what is renamed and deleted follows once it is back', async ({
  page,
  request,
}) => {
  const sources = new SourcesPage(page);
  await sources.open();
  await expect(sources.row(TITLE)).toContainText('OK', { timeout: 120_000 });
  await inMlflow(request, {
    method: 'POST',
    path: 'registered-models/rename',
    data: { name: 'digit-sorter', new_name: 'form-sorter' },
  });
  await inMlflow(request, {
    method: 'DELETE',
    path: 'registered-models/delete',
    data: { name: 'segment-0001' },
  });
  await expectModel(request, 'form-sorter', 'form-sorter');
  await expectModel(request, 'digit-sorter', undefined);
  await expectModels(request, MODELS - 1);
});
