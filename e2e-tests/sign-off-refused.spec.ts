import { expect, test } from '@playwright/test';
import { card, modelPath } from './modelPage';
import { decide } from './portalApi';
import { signIn } from './signIn';

test('somebody who is not an approver is told every reason', async ({
  page,
  request,
}) => {
  await signIn(
    page,
    'Dario Datasci',
    modelPath('consumer-credit-risk', 'governance'),
  );
  const validation = card(page, 'Independent validation');
  await expect(
    validation.getByRole('button', { name: /^Decide/ }),
  ).toBeDisabled();
  await expect(validation).toContainText(
    'Only Model validation can give this sign-off, and you are not one of them',
  );
  await expect(validation).toContainText(
    'You own this model through Credit analytics, and whoever owns a model may not sign it off',
  );

  const refused = await decide(
    request,
    'dario-datasci',
    'consumer-credit-risk',
    {
      requirement: 'independent-validation',
      stage: 'production',
      version: '8',
      decision: 'approved',
      comment: 'I trained it myself and am sure of it.',
    },
  );
  expect(refused.status()).toBe(403);
  const { error } = await refused.json();
  expect(error.message).toContain(
    'Only group:default/model-validation can give this sign-off, and you are not one of them',
  );
  expect(error.message).toContain(
    'You own this model through group:default/credit-analytics, and whoever owns a model may not sign it off',
  );

  await page.reload();
  await expect(validation).toContainText('Vera Validator');
  await expect(validation).not.toContainText('Dario Datasci');
});
