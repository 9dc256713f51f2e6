import { requirement } from './__testUtils__/governance';
import { reasonsNotToDecide } from './mayDecide';

const VERA = 'user:default/vera-validator';
const CREDIT = 'group:default/credit-analytics';

const asked = requirement({
  approvers: ['group:default/model-validation', 'user:default/rosa-risk'],
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

describe('a person who wants to decide', () => {
  it.each([
    ['a member of a group that may, by a nested group', vera],
    ['a user who is named', person('user:default/rosa-risk')],
  ])('may do so as %s', (_, who) => {
    expect(
      reasonsNotToDecide({
        requirement: asked,
        person: who,
        owner: CREDIT,
        registeredBy: 'registry-bot',
      }),
    ).toEqual([]);
  });

  it('may do so when nobody owns the model or is known to have registered it', () => {
    expect(reasonsNotToDecide({ requirement: asked, person: vera })).toEqual(
      [],
    );
  });

  it('is told who may when they may not', () => {
    expect(
      reasonsNotToDecide({
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

    expect(
      reasonsNotToDecide({ requirement: asked, person: owning, owner }),
    ).toEqual([
      `You own this model through ${owner}, and whoever owns a model may not sign it off`,
    ]);
  });

  it('may not sign off a version that they registered', () => {
    expect(
      reasonsNotToDecide({
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
      reasonsNotToDecide({
        requirement: asked,
        person: person('user:default/dario-datasci', CREDIT),
        owner: CREDIT,
        registeredBy: 'user:default/dario-datasci',
      }),
    ).toHaveLength(3);
  });

  it('may sign off what they own where the policy does not separate duties', () => {
    expect(
      reasonsNotToDecide({
        requirement: requirement({ separationOfDuties: false }),
        person: vera,
        owner: VERA,
        registeredBy: VERA,
      }),
    ).toEqual([]);
  });
});
