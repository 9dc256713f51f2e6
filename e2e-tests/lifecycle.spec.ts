import { expect, test } from '@playwright/test';
import { approveOnTab, openFor, openGovernanceFor } from './governancePage';
import { card, modelPath } from './modelPage';
import { approve, report, submit } from './portalApi';

test('a version is held back by a missing sign-off, and moves once it is there', async ({
  browser,
  request,
}) => {
  test.setTimeout(180_000);
  const model = 'parcel-damage-detector';
  await submit(request, model, '3');
  await approve(request, 'rosa-risk', model, {
    ...{ requirement: 'risk-acceptance', version: '3' },
  });

  const tilda = await openFor(
    browser,
    'Tilda Teamlead',
    modelPath(model, 'versions'),
  );
  const move = tilda.getByRole('button', { name: 'Move version 3' });
  await move.click();
  const dialog = tilda.getByRole('dialog', { name: 'Move version 3' });
  const production = dialog.getByRole('radio', {
    name: 'Promote to Production: 1 sign-off is missing',
  });
  await expect(production).toBeDisabled();
  await expect(dialog).toContainText(/Independent validation: Needs 1 more/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const vera = await openGovernanceFor(browser, 'Vera Validator', model);
  await approveOnTab(vera, 'Independent validation', {
    comment: 'Reproduced on the parcels of March.',
    evidence: {
      title: 'Validation report',
      link: 'https://documents.aldermoor.example/validation/parcels-3',
    },
  });

  await move.click();
  await dialog
    .locator('label')
    .filter({ hasText: 'Promote to Production: nothing is missing' })
    .click();
  await dialog.getByRole('button', { name: 'Promote to Production' }).click();
  await expect(dialog).toBeHidden();
  const row = tilda.getByRole('row').filter({ hasText: 'in its review' });
  await expect(row).toContainText(/Production.*by Tilda Teamlead/);

  await tilda.goto(modelPath(model, 'timeline'));
  const past = tilda.getByRole('list', { name: /What happened/ });
  await expect(past.getByRole('listitem').first()).toContainText(
    'Tilda Teamlead moved version 3 from Validation to Production',
  );
  await tilda.getByRole('radio', { name: 'Versions' }).click();
  await expect(tilda).toHaveURL(/kind=version/);
  await expect(past.getByRole('listitem')).toHaveCount(1);
  await expect(past).toContainText('demo-reporter registered version 3');
});

test('a model is retired, and whoever depends on it is told and sees it', async ({
  browser,
  request,
}) => {
  test.setTimeout(180_000);
  const model = 'delivery-slot-forecast';
  await report(request, model, 'versions', {
    ...{ version: '1', stage: 'production' },
  });
  await report(request, model, 'deployments', {
    ...{ environment: 'staging', version: '1', status: 'running' },
  });

  const tilda = await openFor(browser, 'Tilda Teamlead', modelPath(model));
  const lifecycle = card(tilda, 'Lifecycle');
  await lifecycle.getByRole('button', { name: 'Set an end of life' }).click();
  const ending = tilda.getByRole('dialog', { name: 'Set an end of life' });
  const lastDay = ending.getByRole('group', { name: 'Last day' });
  await lastDay.getByRole('spinbutton').first().click();
  await tilda.keyboard.type('12312099');
  await ending
    .getByRole('textbox', { name: 'Reason' })
    .fill('The new planner replaces it.');
  await expect(ending).toContainText('1 thing depends on this model');
  await ending.getByRole('button', { name: 'Set it' }).click();
  await expect(ending).toBeHidden();
  await expect(lifecycle).toContainText(
    'It reaches its end of life on December 31, 2099',
  );

  const dana = await openFor(
    browser,
    'Dana Datasci',
    '/catalog/default/component/delivery-slot-service',
  );
  const related = card(dana, /^Models/);
  await expect(related).toContainText(
    'It reaches its end of life on December 31, 2099',
  );
  await dana.goto('/notifications');
  await expect(
    dana.getByRole('row').filter({ hasText: 'Delivery slot forecast' }).first(),
  ).toContainText('reaches its end of life on 2099-12-31');

  await tilda.goto(modelPath(model, 'versions'));
  await tilda.getByRole('button', { name: 'Move version 1' }).click();
  const move = tilda.getByRole('dialog', { name: 'Move version 1' });
  await move.locator('label').filter({ hasText: 'Move to Retired' }).click();
  await expect(move).toContainText('It still runs in one place');
  await expect(
    move.getByRole('list', { name: 'Depend on this model' }),
  ).toContainText('delivery-slot-service');
  await move.getByRole('button', { name: 'Move to Retired' }).click();
  await expect(move).toContainText('Say why');
  await move
    .getByRole('textbox', { name: 'Reason' })
    .fill('The new planner is live.');
  await move.getByRole('button', { name: 'Move to Retired' }).click();
  await expect(move).toBeHidden();

  await dana.goto('/catalog/default/component/delivery-slot-service');
  await expect(related).toContainText('no version is in use');
});
