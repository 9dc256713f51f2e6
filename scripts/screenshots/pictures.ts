import { expect, Page } from '@playwright/test';
import { card, modelPath, modelRow } from '../../e2e-tests/modelPage';

type Picture = {
  /** The file is `<name>-light.png`, and `<name>-dark.png`. */
  name: string;
  /** Whose page it is; nobody has signed in without it. */
  person?: string;
  path: string;
  /** In pixels, where the usual 900 cut off what the picture is of. */
  height?: number;
  /** Brings the page into the state of the picture, and waits until it is there. */
  prepare: (page: Page) => Promise<void>;
};

/** Nothing here may change the record: all pictures are of the same portal. */
export const pictures: Picture[] = [
  {
    name: 'sign-in',
    path: '/',
    async prepare(page) {
      await expect(
        page.getByRole('button', { name: 'Vera Validator' }),
      ).toBeVisible();
    },
  },
  {
    name: 'models',
    person: 'Dario Datasci',
    path: '/models',
    async prepare(page) {
      await expect(modelRow(page, 'Consumer credit risk')).toContainText(
        'Runs in production',
      );
    },
  },
  {
    name: 'model-overview',
    person: 'Dario Datasci',
    path: modelPath('consumer-credit-risk'),
    height: 1690,
    async prepare(page) {
      await expect(card(page, 'Governance')).toContainText('version 8');
      await expect(card(page, 'Monitoring')).toContainText('Feature drift');
    },
  },
  {
    name: 'card',
    person: 'Dario Datasci',
    path: modelPath('questionanswering-v2', 'card'),
    async prepare(page) {
      await expect(card(page, 'Evaluation results')).toContainText('79.5998');
    },
  },
  {
    name: 'versions',
    person: 'Dario Datasci',
    path: modelPath('consumer-credit-risk', 'versions'),
    async prepare(page) {
      await expect(page.getByRole('row')).toContainText([/Validation/]);
    },
  },
  {
    name: 'deployments',
    person: 'Dario Datasci',
    path: modelPath('marketing-recommendations', 'deployments'),
    async prepare(page) {
      await expect(
        card(page, 'Recent changes').getByRole('row'),
      ).not.toHaveCount(0);
    },
  },
  {
    name: 'monitoring',
    person: 'Dario Datasci',
    path: modelPath('consumer-credit-risk', 'monitoring'),
    height: 1100,
    async prepare(page) {
      const check = 'Feature drift in production';
      await page.getByRole('button', { name: `History of ${check}` }).click();
      await expect(
        page.getByRole('group', { name: `Plot of ${check}` }),
      ).toBeVisible();
    },
  },
  {
    name: 'drift',
    person: 'Paul Platform',
    path: modelPath('eva-large-patch14-336.in22k-ft-in22k-in1k', 'monitoring'),
    async prepare(page) {
      await expect(page.getByText('Critical').first()).toBeVisible();
    },
  },
  {
    name: 'governance',
    person: 'Tilda Teamlead',
    path: modelPath('consumer-credit-risk', 'governance'),
    height: 1100,
    async prepare(page) {
      await expect(card(page, 'Independent validation')).toBeVisible();
    },
  },
  {
    name: 'decide',
    person: 'Vera Validator',
    path: modelPath('consumer-credit-risk', 'governance'),
    async prepare(page) {
      await card(page, 'Independent validation')
        .getByRole('button', { name: /^Decide/ })
        .click();
      const dialog = page.getByRole('dialog', {
        name: 'Independent validation',
      });
      await dialog.getByText('Approve', { exact: true }).click();
      await dialog
        .getByRole('textbox', { name: 'Comment' })
        .fill('Area under ROC of 0.784 reproduced on the loans of 2025.');
    },
  },
  {
    name: 'component',
    person: 'Dario Datasci',
    path: '/catalog/default/component/loan-decision-service',
    async prepare(page) {
      await expect(card(page, /^Models/)).toContainText('Consumer credit risk');
    },
  },
];
