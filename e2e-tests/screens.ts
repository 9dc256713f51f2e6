import { expect, Page } from '@playwright/test';
import { modelPath } from './modelPage';
import { inCard, opens, shows, unfoldsTrend } from './prepareScreen';

/** A state of a page, and how to come there. Nothing here changes what is known of a model. */
export interface Screen {
  name: string;
  path: string;
  /** What is looked at, as a CSS selector, where the page has no `main`. */
  part?: string;
  /**
   * Brings the page into the state, and waits until it is there. Called again in the other
   * theme, which shows the page anew: without selections and dialogs.
   */
  prepare: (page: Page) => Promise<void>;
}

/** Screens of one part of the portal, and who looks at them. */
export interface Area {
  name: string;
  person: string;
  screens: Screen[];
}

const CREDIT = 'consumer-credit-risk';
const DRIFTING = 'eva-large-patch14-336.in22k-ft-in22k-in1k';

export const AREAS: Area[] = [
  {
    name: 'the fleet',
    person: 'Tilda Teamlead',
    screens: [
      {
        name: 'all models',
        path: '/models',
        prepare: page => shows(page, 'Runs in production'),
      },
      {
        name: 'no model that matches',
        path: '/models?text=no+such+model',
        prepare: page => shows(page, /[Nn]o model/),
      },
      {
        name: 'columns',
        path: '/models',
        prepare: page =>
          opens(page, page.getByRole('button', { name: 'Columns' })),
      },
      {
        name: 'assign many',
        path: '/models?text=zone+forecast',
        async prepare(page) {
          await page.getByRole('button', { name: /^Select all \d+/ }).click();
          await opens(page, page.getByRole('button', { name: 'Assign owner' }));
        },
      },
      {
        name: 'models without an owner',
        path: '/models/orphans',
        prepare: page => shows(page, /Nobody is in group/),
      },
      {
        name: 'monitoring of all models',
        path: '/models/monitoring',
        prepare: page => shows(page, 'Open incidents'),
      },
    ],
  },
  {
    name: 'a model',
    person: 'Tilda Teamlead',
    screens: [
      {
        name: 'overview',
        path: modelPath(CREDIT),
        prepare: page => shows(page, 'Sign-offs of version 8'),
      },
      {
        name: 'overview of one that nobody owns',
        path: modelPath('rugpt3-qa'),
        prepare: page => shows(page, /Nobody owns this model/),
      },
      {
        name: 'assign',
        path: modelPath(CREDIT),
        prepare: page => opens(page, inCard(page, 'Ownership', 'Assign owner')),
      },
      {
        name: 'history of owners',
        path: modelPath(CREDIT),
        prepare: page => opens(page, inCard(page, 'Ownership', 'History')),
      },
      {
        name: 'end of life',
        path: modelPath(CREDIT),
        prepare: page =>
          opens(page, page.getByRole('button', { name: /end of life/i })),
      },
      {
        name: 'versions',
        path: modelPath(CREDIT, 'versions'),
        prepare: page => shows(page, 'registered by'),
      },
      {
        name: 'details of a version',
        path: modelPath(CREDIT, 'versions'),
        prepare: page =>
          opens(
            page,
            page.getByRole('button', { name: /^Details of/ }).first(),
          ),
      },
      {
        name: 'move',
        path: modelPath(CREDIT, 'versions'),
        prepare: page =>
          opens(page, page.getByRole('button', { name: 'Move version 8' })),
      },
      {
        name: 'timeline',
        path: modelPath(CREDIT, 'timeline'),
        prepare: page => shows(page, 'registered version 8'),
      },
      {
        name: 'deployments',
        path: modelPath('marketing-recommendations', 'deployments'),
        prepare: page => shows(page, 'Recent changes'),
      },
      {
        name: 'checks with a plot',
        path: `${modelPath(
          CREDIT,
          'monitoring',
        )}?check=Feature+drift&environment=production`,
        async prepare(page) {
          await expect(
            page.getByRole('group', { name: /^Plot of Feature drift/ }),
          ).toBeVisible();
        },
      },
      {
        name: 'retire a check',
        path: `${modelPath(
          CREDIT,
          'monitoring',
        )}?check=Feature+drift&environment=production`,
        prepare: page =>
          opens(page, page.getByRole('button', { name: 'Retire this check' })),
      },
      {
        name: 'incidents',
        path: modelPath(DRIFTING, 'monitoring'),
        prepare: page => shows(page, 'Open a review'),
      },
      {
        name: 'no checks',
        path: modelPath('card-fraud-score', 'monitoring'),
        prepare: page => shows(page, /No check has ever been reported/),
      },
      {
        name: 'card',
        path: modelPath('questionanswering-v2', 'card'),
        prepare: page => shows(page, 'Evaluation results'),
      },
    ],
  },
  {
    name: 'sign-offs',
    person: 'Vera Validator',
    screens: [
      {
        name: 'sign-offs',
        path: modelPath(CREDIT, 'governance'),
        prepare: page => shows(page, 'What a reviewer should know'),
      },
      {
        name: 'decide',
        path: modelPath(CREDIT, 'governance'),
        prepare: page =>
          opens(page, inCard(page, 'Independent validation', /^Decide/)),
      },
      {
        name: 'record',
        path: `/models/governance/record/default/${CREDIT}?version=7`,
        prepare: page => shows(page, 'Verified when this record was made'),
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
    ],
  },
  {
    name: 'home and trend',
    person: 'Rosa Risk',
    screens: [
      {
        name: 'home',
        path: '/home',
        part: '.react-grid-item',
        async prepare(page) {
          await expect(page.getByText('Decide on the board')).toBeVisible();
          await expect(page.getByText('You own no model')).toBeVisible();
          await expect(page.getByText(/^Error/)).toHaveCount(0);
        },
      },
      {
        name: 'trend',
        path: '/models',
        prepare: unfoldsTrend,
      },
    ],
  },
  {
    name: 'what models are related to',
    person: 'Dario Datasci',
    screens: [
      {
        name: 'service',
        path: '/catalog/default/component/application-inbox',
        prepare: page => shows(page, 'Served by this component'),
      },
      {
        name: 'system',
        path: '/catalog/default/system/language-platform',
        prepare: page => shows(page, 'Part of this system'),
      },
      {
        name: 'team',
        path: '/catalog/default/group/computer-vision',
        prepare: page => shows(page, 'Owned by this group'),
      },
      {
        name: 'person',
        path: '/catalog/default/user/dario-datasci',
        prepare: page => shows(page, /^Models/),
      },
    ],
  },
  {
    name: 'sources',
    person: 'Paul Platform',
    screens: [
      {
        name: 'sources',
        path: '/models/sources',
        prepare: page => shows(page, /[Ss]ource/),
      },
    ],
  },
];
