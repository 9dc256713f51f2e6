import { deploymentOf } from '../__testUtils__/fixtures';
import { compareParameters } from './compareParameters';
import { describeStatuses } from './describeStatuses';
import { groupByEnvironment } from './environments';
import { lastTwoVersions } from './lastTwoVersions';
import { versionSteps } from './versionSteps';

const CANARY = deploymentOf({
  ...{ name: 'canary', role: 'canary', version: '8', trafficPercent: 10 },
  since: '2026-03-05T00:00:00.000Z',
});
const PRIMARY = deploymentOf({ version: '7', trafficPercent: 90 });

describe('environments', () => {
  it('stand in the order of the configuration, the others behind them', () => {
    const deployments = ['test', 'production', 'edge', 'staging'].map(
      environment => deploymentOf({ environment }),
    );
    const groups = groupByEnvironment(deployments, [
      { name: 'staging', governed: false },
      { name: 'empty', governed: true },
      { name: 'production', governed: true, color: '#aa0000' },
    ]);
    expect(groups.map(({ name, governed }) => [name, governed])).toEqual([
      ['staging', false],
      ['production', true],
      ['edge', false],
      ['test', false],
    ]);
    expect(groups[1].color).toBe('#aa0000');
  });

  it('show how traffic is split between versions that run', () => {
    const stopped = { ...CANARY, name: 'old', status: 'gone' as const };
    const [group] = groupByEnvironment([PRIMARY, CANARY, stopped]);
    expect(group.split).toEqual([
      { label: 'Version 7', percent: 90 },
      { label: 'Version 8 (canary)', percent: 10 },
    ]);
    expect(groupByEnvironment([PRIMARY])[0].split).toEqual([]);
  });

  it('show what was told while a new share of one version has yet to come', () => {
    const before = { ...PRIMARY, trafficPercent: 100 };
    expect(groupByEnvironment([before, CANARY])[0].split).toEqual([
      { label: 'Version 7', percent: 100 },
      { label: 'Version 8 (canary)', percent: 10 },
    ]);
  });

  it('add up the traffic of deployments of one version, in one cluster or several', () => {
    const copyOf = (one: typeof CANARY) => ({ ...one, name: `${one.name}-2` });
    const half = { ...PRIMARY, trafficPercent: 45 };
    const small = { ...CANARY, trafficPercent: 5 };
    const inOne = [half, copyOf(half), small, copyOf(small)];
    const inTwo = [PRIMARY, copyOf(PRIMARY), CANARY, copyOf(CANARY)];
    for (const deployments of [inOne, inTwo]) {
      expect(groupByEnvironment(deployments)[0].split).toEqual([
        { label: 'Version 7', percent: 90 },
        { label: 'Version 8 (canary)', percent: 10 },
      ]);
    }
    expect(groupByEnvironment([PRIMARY, copyOf(PRIMARY)])[0].split).toEqual([]);
  });
});

describe('the last two versions', () => {
  const change = (version: string, day: number, name: string = 'primary') => ({
    ...deploymentOf({ version, name }),
    at: `2026-03-0${day}T00:00:00.000Z`,
  });

  it('are those of the newest step in one place', () => {
    expect(
      lastTwoVersions([], [change('7', 3), change('6', 1), change('7', 2)]),
    ).toMatchObject({ before: '6', after: '7', at: change('7', 2).at });
  });

  it('are the primary one and a canary that came later', () => {
    expect(
      lastTwoVersions(
        [PRIMARY, CANARY],
        [change('6', 1), change('7', 2), change('8', 5, 'canary')],
      ),
    ).toMatchObject({ before: '7', after: '8' });
  });

  it('are told apart from a way back to a version that ran there', () => {
    const [back, forth, first] = [
      change('6', 3),
      change('7', 2),
      change('6', 1),
    ];
    const changes = [back, change('5', 4, 'canary'), forth, first];
    expect([...versionSteps(changes)]).toEqual([
      [forth, { before: '6', isRollback: false }],
      [back, { before: '7', isRollback: true }],
    ]);
    expect(lastTwoVersions([], changes)).toMatchObject({
      ...{ before: '7', after: '6', isRollback: true },
    });
  });

  it('are in the order of the record when they changed at one moment', () => {
    const [second, first] = [change('7', 1), change('6', 1)];
    expect([...versionSteps([second, first])]).toEqual([
      [second, { before: '6', isRollback: false }],
    ]);
  });

  it('are none when nothing has changed', () => {
    expect(lastTwoVersions([PRIMARY], [change('7', 1)])).toBeUndefined();
  });
});

describe('deployments of an environment', () => {
  it.each([
    [['running'], '1 running'],
    [
      ['gone', 'unknown', 'running', 'degraded', 'running'],
      '2 running, 1 degraded, 1 unknown, 1 gone',
    ],
    [[], ''],
  ] as const)('that are %j are told as they are', (statuses, words) => {
    expect(describeStatuses(statuses.map(status => ({ status })))).toBe(words);
  });
});

describe('parameters of two versions', () => {
  it.each([
    [undefined, undefined, { changed: [], same: 0 }],
    [{ a: '1' }, { a: '1' }, { changed: [], same: 1 }],
    [
      { a: '1', b: '2', constructor: 'x' },
      { a: '1', b: '3', c: '' },
      {
        changed: [
          { name: 'b', before: '2', after: '3' },
          { name: 'c', before: undefined, after: '' },
          { name: 'constructor', before: 'x', after: undefined },
        ],
        same: 1,
      },
    ],
  ])('%j and %j compare', (before, after, compared) => {
    expect(
      compareParameters({ parameters: before }, { parameters: after }),
    ).toEqual(compared);
  });
});
