import { LIFECYCLE_STAGES, LifecycleStage } from './stages';
import { reasonsNotToMove } from './stageMoves';

const open = [{ title: 'Validation', reason: 'Needs 1 more approval' }];
const MISSING = 'Validation: Needs 1 more approval';
const WHY_BACK = 'Say why it moves back: give a reason';
const WHY_END = 'Say why it ends: give a reason';

describe('a move of a version to another stage', () => {
  it.each<[LifecycleStage, LifecycleStage, string[]]>([
    ['development', 'validation', [MISSING]],
    ['development', 'production', [MISSING]],
    ['validation', 'production', [MISSING]],
    ['production', 'retired', [MISSING, WHY_END]],
    ['development', 'archived', [MISSING, WHY_END]],
    ['retired', 'archived', [MISSING, WHY_END]],
    // Nothing keeps a version in production that should not be there.
    ['production', 'validation', [WHY_BACK]],
    ['production', 'development', [WHY_BACK]],
    ['validation', 'development', [WHY_BACK]],
    // Back into use is no way around the sign-offs.
    ['retired', 'production', [MISSING, WHY_BACK]],
    ['archived', 'validation', [MISSING, WHY_BACK]],
    ['archived', 'retired', [MISSING, WHY_BACK]],
  ])('from %s to %s is refused with every reason', (from, to, reasons) => {
    expect(reasonsNotToMove({ from, to, openRequirements: open })).toEqual(
      reasons,
    );
  });

  it.each([...LIFECYCLE_STAGES])('to %s, where it is, is refused', stage => {
    expect(
      reasonsNotToMove({
        from: stage,
        to: stage,
        openRequirements: [],
        reason: 'Again',
      }),
    ).toEqual([`The version is in ${stage} already`]);
  });

  it.each<[LifecycleStage, LifecycleStage, string | undefined]>([
    ['development', 'production', undefined],
    ['production', 'validation', 'Drift'],
    ['production', 'retired', 'Replaced'],
    ['archived', 'production', 'Needed again'],
  ])(
    'from %s to %s is allowed with its sign-offs and a reason',
    (from, to, reason) => {
      expect(
        reasonsNotToMove({ from, to, openRequirements: [], reason }),
      ).toEqual([]);
    },
  );

  it('is not explained by spaces', () => {
    expect(
      reasonsNotToMove({
        from: 'production',
        to: 'retired',
        openRequirements: [],
        reason: '  ',
      }),
    ).toEqual([WHY_END]);
  });
});
