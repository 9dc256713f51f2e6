import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test } from '@playwright/test';
import { card, modelPath } from './modelPage';
import { signIn } from './signIn';

/** Screens of the fleet, of governance and lifecycle, and what shows that they are there. */
const SCREENS: Array<{
  name: string;
  path: string;
  /** Who looks, and may do what is looked at. */
  person?: string;
  prepare: (page: Page) => Promise<void>;
}> = [
  {
    name: 'all models',
    path: '/models',
    prepare: page => shows(page, 'Runs in production'),
  },
  {
    name: 'cards',
    path: modelPath('consumer-credit-risk'),
    prepare: page => shows(page, 'Sign-offs of version 8'),
  },
  {
    name: 'sign-offs',
    path: modelPath('consumer-credit-risk', 'governance'),
    prepare: page => shows(page, 'What a reviewer should know'),
  },
  {
    name: 'decide dialog',
    path: modelPath('consumer-credit-risk', 'governance'),
    async prepare(page) {
      await card(page, 'Independent validation')
        .getByRole('button', { name: /^Decide/ })
        .click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'versions',
    path: modelPath('consumer-credit-risk', 'versions'),
    prepare: page => shows(page, 'Registered by'),
  },
  {
    name: 'move dialog',
    path: modelPath('consumer-credit-risk', 'versions'),
    person: 'Tilda Teamlead',
    async prepare(page) {
      await page.getByRole('button', { name: 'Move version 8' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'timeline',
    path: modelPath('consumer-credit-risk', 'timeline'),
    prepare: page => shows(page, 'registered version 8'),
  },
  {
    name: 'waiting for me',
    path: '/models/governance',
    prepare: page => shows(page, 'Independent validation'),
  },
  {
    name: 'matrix',
    path: '/models/governance/matrix',
    prepare: page => shows(page, 'Consumer credit risk'),
  },
  {
    name: 'expiring',
    path: '/models/governance/expiring',
    prepare: page => shows(page, 'Human oversight (Art. 14)'),
  },
  {
    name: 'waivers',
    path: '/models/governance/waivers',
    prepare: page => shows(page, /[Ww]aive/),
  },
  {
    name: 'unsanctioned',
    path: '/models/governance/unsanctioned',
    prepare: page => shows(page, /sign-off/),
  },
  {
    name: 'record',
    path: '/models/governance/record/default/consumer-credit-risk?version=7',
    prepare: page => shows(page, 'Verified when this record was made'),
  },
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    for (const { name, path, person, prepare } of SCREENS) {
      test(`${name} can be used by everybody`, async ({ page }) => {
        await signIn(page, person ?? 'Vera Validator', path);
        await prepare(page);
        await expect(page.getByRole('progressbar')).toHaveCount(0);
        expect(await seriousIssues(page)).toEqual([]);
      });
    }
  });
}

async function shows(page: Page, text: string | RegExp) {
  await expect(page.getByRole('main').getByText(text).first()).toBeVisible();
}

// What is around the content belongs to the portal that an installation has.
async function seriousIssues(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .include(
      (await page.getByRole('dialog').count()) ? '[role=dialog]' : 'main',
    )
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) =>
        `${id}: ${html.slice(0, 200)} ${failureSummary}`.replace(/\s+/g, ' '),
      ),
    );
}
