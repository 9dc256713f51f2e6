import { lifecycleConfigSchema } from './config';
import { DEFAULT_LIFECYCLE, LifecycleStage } from './stages';
import { possibleMoves, reasonsNotToMove, unknownStage } from './stageMoves';

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
    [
      'archived',
      'validation',
      [
        'No move leads from archived to validation; from archived a version may move to retired',
      ],
    ],
    ['archived', 'retired', [MISSING, WHY_BACK]],
  ])('from %s to %s is refused with every reason', (from, to, reasons) => {
    expect(
      reasonsNotToMove({
        lifecycle: DEFAULT_LIFECYCLE,
        from,
        to,
        openRequirements: open,
      }),
    ).toEqual(reasons);
  });

  it.each(DEFAULT_LIFECYCLE.stages.map(({ id }) => id))(
    'to %s, where it is, is refused',
    stage => {
      expect(
        reasonsNotToMove({
          lifecycle: DEFAULT_LIFECYCLE,
          from: stage,
          to: stage,
          openRequirements: [],
          reason: 'Again',
        }),
      ).toEqual([`The version is in ${stage} already`]);
    },
  );

  it.each<[LifecycleStage, LifecycleStage, string | undefined]>([
    ['development', 'production', undefined],
    ['production', 'validation', 'Drift'],
    ['production', 'retired', 'Replaced'],
    ['retired', 'production', 'Needed again'],
    ['archived', 'retired', 'By mistake'],
  ])(
    'from %s to %s is allowed with its sign-offs and a reason',
    (from, to, reason) => {
      expect(
        reasonsNotToMove({
          lifecycle: DEFAULT_LIFECYCLE,
          from,
          to,
          openRequirements: [],
          reason,
        }),
      ).toEqual([]);
    },
  );

  it('is not explained by spaces', () => {
    expect(
      reasonsNotToMove({
        lifecycle: DEFAULT_LIFECYCLE,
        from: 'production',
        to: 'retired',
        openRequirements: [],
        reason: '  ',
      }),
    ).toEqual([WHY_END]);
  });
});

describe('a lifecycle of its own', () => {
  const lifecycle = lifecycleConfigSchema.parse({
    stages: [
      { id: 'lab', title: 'Lab', kind: 'start' },
      { id: 'pilot', title: 'Pilot', kind: 'in-use' },
      { id: 'live', title: 'Live', kind: 'in-use' },
      { id: 'gone', title: 'Gone', kind: 'ended' },
    ],
    moves: [
      { from: 'lab', to: ['pilot'] },
      { from: 'pilot', to: ['live', 'lab'] },
      { from: 'live', to: ['gone'] },
    ],
  });
  const ask = (from: string, to: string, isFirstReport = false) =>
    reasonsNotToMove({
      ...{ lifecycle, from, to, isFirstReport },
      openRequirements: open,
      reason: 'So it is',
    });

  it.each<[string, string, string[]]>([
    ['lab', 'pilot', [MISSING]],
    ['pilot', 'lab', []],
    [
      'lab',
      'live',
      ['No move leads from lab to live; from lab a version may move to pilot'],
    ],
    ['gone', 'lab', ['No move leads out of gone']],
  ])('decides about the move from %s to %s', (from, to, reasons) => {
    expect(ask(from, to)).toEqual(reasons);
  });

  it('lets a first report say where a version stands already', () => {
    expect(ask('lab', 'live', true)).toEqual([MISSING]);
  });

  it('has every way out of a stage that it does not have any more', () => {
    expect(possibleMoves(lifecycle, 'production')).toEqual([
      'lab',
      'pilot',
      'live',
      'gone',
    ]);
    expect(ask('production', 'live')).toEqual([MISSING]);
  });

  it('names its stages when one is unknown', () => {
    expect(unknownStage(lifecycle, 'production')).toBe(
      "no stage 'production' is configured; write one of lab, pilot, live, gone",
    );
    expect(unknownStage(lifecycle, 'live')).toBeUndefined();
  });
});
