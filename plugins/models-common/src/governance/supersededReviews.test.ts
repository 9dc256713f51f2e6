import { decision, requirement, review } from './__testUtils__/governance';
import { Review } from './reviewSchemas';
import { supersededReviews } from './supersededReviews';

const TRAINER = 'external:trainer';
const registeredAt = new Map([
  ['6', '2026-03-01T02:00:00.000Z'],
  ['7', '2026-03-02T02:00:00.000Z'],
  ['8', '2026-03-03T02:00:00.000Z'],
]);

function superseded(
  earlier: Partial<Review>,
  options: { openedBy?: string; decided?: boolean } = {},
) {
  const { openedBy = TRAINER, decided } = options;
  const known = review({ openedBy: TRAINER, ...earlier });
  return supersededReviews({
    opened: { version: '7', stage: 'production', openedBy },
    reviews: [known],
    decisions: decided
      ? [decision(requirement(), { reviewId: known.id, decision: 'abstained' })]
      : [decision(requirement(), { reviewId: 'another' })],
    registeredAt,
  });
}

describe('a review that a machine asks for', () => {
  it('takes the place of that of an older version', () => {
    expect(superseded({ version: '6' })).toMatchObject([{ version: '6' }]);
  });

  it.each<[string, Partial<Review>, object]>([
    ['of a newer version', { version: '8' }, {}],
    ['of the same version', { version: '7' }, {}],
    ['of a version that nobody registered', { version: '5' }, {}],
    ['for another stage', { version: '6', stage: 'validation' }, {}],
    ['that is over', { version: '6', status: 'closed' }, {}],
    [
      'that a person opened',
      { version: '6', openedBy: 'user:default/dario' },
      {},
    ],
    ['in which somebody decided', { version: '6' }, { decided: true }],
    [
      'when a person asks',
      { version: '6' },
      { openedBy: 'user:default/dario' },
    ],
  ])('leaves alone one %s', (_, earlier, options) => {
    expect(superseded(earlier, options)).toEqual([]);
  });
});
