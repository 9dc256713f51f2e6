import { lifecycleConfigSchema } from './config';
import { DEFAULT_LIFECYCLE } from './stages';

const lab = { id: 'lab', title: 'Lab', kind: 'start' };
const live = { id: 'live', title: 'Live', kind: 'in-use' };
const gone = { id: 'gone', title: 'Gone', kind: 'ended' };

function problemsOf(config: unknown): Array<[string, string]> {
  const { error } = lifecycleConfigSchema.safeParse(config);
  return (error?.issues ?? []).map(({ path, message }) => [
    path.join('.'),
    message,
  ]);
}

describe('a configured lifecycle', () => {
  it('is the usual one when nothing is said', () => {
    expect(lifecycleConfigSchema.parse({})).toEqual(DEFAULT_LIFECYCLE);
  });

  it('keeps the usual stages when only moves are named', () => {
    const moves = [
      { from: 'development', to: ['validation'] },
      { from: 'validation', to: ['production'] },
      { from: 'production', to: ['retired'] },
      { from: 'retired', to: ['archived'] },
    ];

    expect(lifecycleConfigSchema.parse({ moves })).toEqual({
      stages: DEFAULT_LIFECYCLE.stages,
      moves,
    });
  });

  it('lets versions move between any two stages when no moves are named', () => {
    expect(
      lifecycleConfigSchema.parse({ stages: [lab, live, gone] }).moves,
    ).toEqual([
      { from: 'lab', to: ['live', 'gone'] },
      { from: 'live', to: ['lab', 'gone'] },
      { from: 'gone', to: ['lab', 'live'] },
    ]);
  });

  it.each<[string, unknown, Array<[string, RegExp]>]>([
    [
      'has no stages',
      { stages: [] },
      [['stages', /at least the stage where versions begin/]],
    ],
    [
      'has an id that is none',
      { stages: [{ ...lab, id: 'The Lab' }, live, gone] },
      [['stages.0.id', /lower-case letters, digits or dashes/]],
    ],
    [
      'has a kind that does not exist',
      { stages: [lab, { ...live, kind: 'running' }, gone] },
      [['stages.1.kind', /one of start, on-the-way, in-use, ended/]],
    ],
    [
      'has a stage twice',
      { stages: [lab, live, { ...gone, id: 'live' }] },
      [['stages.2.id', /'live' is declared twice/]],
    ],
    [
      'does not begin anywhere',
      { stages: [live, gone] },
      [['stages.0.kind', /must be start/]],
    ],
    [
      'begins twice',
      { stages: [lab, { ...lab, id: 'other' }, live, gone] },
      [['stages.1.kind', /only the first stage/]],
    ],
    [
      'ends before it is in use',
      { stages: [lab, gone, live] },
      [['stages.2.kind', /in-use comes after ended \('gone'\)/]],
    ],
    [
      'has no use and no end',
      { stages: [lab] },
      [
        ['stages', /in-use: no version could ever be in use/],
        ['stages', /ended: no version could ever be taken out/],
      ],
    ],
    [
      'has a field that does not exist',
      { stages: [{ ...lab, colour: 'red' }, live, gone] },
      [['stages.0', /colour/]],
    ],
    [
      'moves to and from what is not there',
      {
        stages: [lab, live, gone],
        moves: [
          { from: 'lab', to: ['live', 'production'] },
          { from: 'live', to: ['gone'] },
          { from: 'test', to: [] },
        ],
      },
      [
        ['moves.0.to.1', /no stage 'production' .* lab, live, gone/],
        ['moves.2.from', /no stage 'test'/],
      ],
    ],
    [
      'moves twice, or on the spot',
      {
        stages: [lab, live, gone],
        moves: [
          { from: 'lab', to: ['live', 'live'] },
          { from: 'live', to: ['live', 'gone'] },
          { from: 'lab', to: [] },
        ],
      },
      [
        ['moves.0.to.1', /'live' is named twice/],
        ['moves.1.to.0', /'live' is where it moves from/],
        ['moves.2.from', /moves from 'lab' are declared twice/],
      ],
    ],
    [
      'has a stage that no move leads to',
      {
        stages: [lab, live, gone],
        moves: [
          { from: 'lab', to: ['live'] },
          { from: 'gone', to: ['live'] },
        ],
      },
      [['moves', /no move leads to 'gone'/]],
    ],
  ])('is refused with the place when it %s', (_, config, problems) => {
    expect(problemsOf(config)).toEqual(
      problems.map(([path, message]) => [path, expect.stringMatching(message)]),
    );
  });
});
