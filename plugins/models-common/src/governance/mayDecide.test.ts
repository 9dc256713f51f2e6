import { requirement, review } from './__testUtils__/governance';
import {
  DecidingPerson,
  reasonsNotToDecide,
  reasonsNotToWaive,
} from './mayDecide';
import { RoleHolder } from './roles';

const VERA = 'user:default/vera-validator';
const CREDIT = 'group:default/credit-analytics';

const asked = requirement({
  approvers: ['group:default/model-validation', 'user:default/rosa-risk'],
});

const reasonsFor = (
  options: Omit<Parameters<typeof reasonsNotToDecide>[0], 'reviews'>,
) =>
  reasonsNotToDecide({
    ...options,
    reviews: [review({ openedBy: 'user:default/olga-opener' })],
  });

const person = (userEntityRef: string, ...groups: string[]) => ({
  userEntityRef,
  memberOf: new Set([userEntityRef, ...groups]),
});

// Vera's own group is nested in the one that the policy names.
const vera = person(
  VERA,
  'group:default/credit-model-validation',
  'group:default/model-validation',
);

const byRole = requirement({
  approvers: ['role:validator', 'group:default/risk-office'],
  waivableBy: ['role:validator'],
});

describe('a role that a policy names', () => {
  const heldBy = (...holders: RoleHolder[]) => ({
    requirement: byRole,
    person: vera,
    roleHolders: new Map([['validator', holders]]),
  });
  const DARIO = 'user:default/dario-datasci';

  it.each([
    ['held by the person', heldBy({ person: VERA, by: DARIO }), []],
    [
      'held by somebody else',
      heldBy({ person: DARIO, by: VERA }),
      [`Only role:validator (${DARIO}) or group:default/risk-office can`],
    ],
    [
      'held by nobody',
      heldBy(),
      ['Only role:validator (nobody) or group:default/risk-office can'],
    ],
    [
      'of which nothing is known',
      { requirement: byRole, person: vera },
      ['Only role:validator (nobody) or group:default/risk-office can'],
    ],
    [
      'that the person took themselves',
      heldBy({ person: VERA, by: VERA }),
      ['You named yourself role:validator of this model'],
    ],
  ])('%s is judged', (_, options, reasons) => {
    expect(reasonsFor(options)).toEqual(
      reasons.map(reason => expect.stringContaining(reason)),
    );
    expect(reasonsNotToWaive(options)).toHaveLength(reasons.length);
  });

  it('may be taken by oneself where duties need not be separate', () => {
    const { roleHolders } = heldBy({ person: VERA, by: VERA });
    const asOne = { ...byRole, separationOfDuties: false };
    expect(
      reasonsFor({ requirement: asOne, person: vera, roleHolders }),
    ).toEqual([]);
  });

  it('taken by oneself does not outweigh another entitlement', () => {
    const { roleHolders } = heldBy({ person: VERA, by: VERA });
    const both = person(VERA, 'group:default/risk-office');
    expect(
      reasonsFor({ requirement: byRole, person: both, roleHolders }),
    ).toEqual([]);
  });
});

describe('a person who wants to decide', () => {
  it.each([
    ['a member of a group that may, by a nested group', vera],
    ['a user who is named', person('user:default/rosa-risk')],
  ])('may do so as %s', (_, who) => {
    expect(
      reasonsFor({
        requirement: asked,
        person: who,
        owner: CREDIT,
        registeredBy: 'registry-bot',
      }),
    ).toEqual([]);
  });

  it('may do so when nobody owns the model or is known to have registered it', () => {
    expect(reasonsFor({ requirement: asked, person: vera })).toEqual([]);
  });

  it('is told who may when they may not', () => {
    expect(
      reasonsFor({
        requirement: asked,
        person: person('user:default/dario-datasci', 'group:default/bank'),
      }),
    ).toEqual([
      'Only group:default/model-validation or user:default/rosa-risk can give this sign-off, and you are not one of them',
    ]);
  });

  it.each([
    ['through a group', CREDIT],
    ['as a user', VERA],
  ])('may not sign off a model that they own %s', (_, owner) => {
    const owning = person(VERA, 'group:default/model-validation', CREDIT);

    expect(reasonsFor({ requirement: asked, person: owning, owner })).toEqual([
      `You own this model through ${owner}, and whoever owns a model may not sign it off`,
    ]);
  });

  it('may not sign off a version that they registered', () => {
    expect(
      reasonsFor({
        requirement: asked,
        person: vera,
        registeredBy: VERA,
      }),
    ).toEqual([
      'You registered this version, and whoever registered a version may not sign it off',
    ]);
  });

  it('is told every reason at once', () => {
    expect(
      reasonsFor({
        requirement: asked,
        person: person('user:default/dario-datasci', CREDIT),
        owner: CREDIT,
        registeredBy: 'user:default/dario-datasci',
      }),
    ).toHaveLength(3);
  });

  it('may sign off what they own where the policy does not separate duties', () => {
    expect(
      reasonsFor({
        requirement: requirement({ separationOfDuties: false }),
        person: vera,
        owner: VERA,
        registeredBy: VERA,
      }),
    ).toEqual([]);
  });

  it('may not sign off every version when they registered one in use', () => {
    const registrars = ['registry-bot', VERA];
    const whole = requirement({ scope: 'model' });

    expect(
      reasonsFor({ requirement: whole, person: vera, registrars }),
    ).toEqual([
      'You registered a version that is in use, and whoever registered one may not give a sign-off that is good for every version',
    ]);
    expect(
      reasonsFor({
        requirement: { ...whole, separationOfDuties: false },
        person: vera,
        registrars,
      }),
    ).toEqual([]);
    expect(
      reasonsFor({ requirement: requirement(), person: vera, registrars }),
    ).toEqual([]);
  });

  it('may decide nothing while no review is open', () => {
    const closed = review({ status: 'closed' });

    for (const reviews of [undefined, [], [closed]]) {
      expect(
        reasonsNotToDecide({ requirement: asked, person: vera, reviews }),
      ).toEqual(['No review of this version is open; open one first']);
    }
    expect.assertions(3);
  });

  it.each([
    ['one that they opened', [review({ openedBy: VERA })]],
    [
      'a newer one than they opened',
      [review({ sequence: 2 }), review({ openedBy: VERA })],
    ],
    [
      'one that was opened after theirs was closed',
      [review({ sequence: 2 }), review({ openedBy: VERA, status: 'closed' })],
    ],
  ])('may not decide in %s, unless duties are not separated', (_, reviews) => {
    expect(
      reasonsNotToDecide({ requirement: asked, person: vera, reviews }),
    ).toEqual([
      'You opened a review of this version, and whoever opened a review may not decide in it',
    ]);
    expect(
      reasonsNotToDecide({
        requirement: requirement({ separationOfDuties: false }),
        person: vera,
        reviews,
      }),
    ).toEqual([]);
  });
});

describe('a person who wants to waive', () => {
  const RISK = 'group:default/risk-office';
  const waivable = requirement({
    waivableBy: [RISK, 'user:default/rosa-risk'],
  });
  const rosa = person('user:default/rosa-risk');

  it.each<[string, DecidingPerson]>([
    ['as the user who is named', rosa],
    ['as a member of a group, by a nested group', person(VERA, RISK)],
  ])('may do so %s', (_, who) => {
    expect(
      reasonsNotToWaive({
        requirement: waivable,
        person: who,
        owner: CREDIT,
        registeredBy: 'registry-bot',
      }),
    ).toEqual([]);
  });

  it('may not because they may approve', () => {
    expect(reasonsNotToWaive({ requirement: waivable, person: vera })).toEqual([
      'Only group:default/risk-office or user:default/rosa-risk can waive this sign-off, and you are not one of them',
    ]);
  });

  it('may waive nothing that nobody may waive', () => {
    expect(reasonsNotToWaive({ requirement: asked, person: rosa })).toEqual([
      'Nobody may waive this sign-off: the policy names no one',
    ]);
  });

  it.each([
    ['of a model that they own', { owner: CREDIT }, 'You own this model'],
    [
      'of a version that they registered',
      { registeredBy: 'user:default/rosa-risk' },
      'You registered this version',
    ],
    [
      'for all versions when they registered one in use',
      { registrars: ['user:default/rosa-risk'] },
      'You registered a version that is in use',
    ],
    [
      'that a review of theirs asks for',
      { reviews: [review({ openedBy: 'user:default/rosa-risk' })] },
      'You opened a review',
    ],
  ])('may not waive a sign-off %s', (_, parts, reason) => {
    const owning = person('user:default/rosa-risk', CREDIT);

    expect(
      reasonsNotToWaive({ requirement: waivable, person: owning, ...parts }),
    ).toEqual([expect.stringContaining(reason)]);
    expect(
      reasonsNotToWaive({
        requirement: { ...waivable, separationOfDuties: false },
        person: owning,
        ...parts,
      }),
    ).toEqual([]);
  });
});
