import { checkSeriesSchema } from '@modelry/backstage-plugin-models-common';
import { layOut } from './layOut';
import { MarkedVersion, marksOf, versionChanges } from './markers';
import { readRange, shift, zoom } from './range';

const DAY = 24 * 3_600_000;
const START = Date.UTC(2026, 2, 1);
const RANGE = { from: START, to: START + 10 * DAY };
const SIZE = { width: 1_064, height: 300 };
const at = (day: number) => new Date(START + day * DAY).toISOString();

function point(day: number, facts: object = {}) {
  return {
    ...{ from: at(day), to: at(day + 1), count: 1, status: 'ok' as const },
    ...{ min: 1, max: 3, average: 2 },
    ...facts,
  };
}

function change(day: number, version: string, facts: object = {}) {
  return {
    ...{ environment: 'production', name: 'primary', version, at: at(day) },
    ...{ status: 'running' as const, role: 'primary' as const },
    ...{ reportedBy: 'x', ...facts },
  };
}

function plot(
  points: object[],
  {
    changes = [],
    versions = [],
    others = [],
  }: {
    changes?: ReturnType<typeof change>[];
    versions?: MarkedVersion[];
    others?: object[];
  } = {},
) {
  const line = (label: string, all: object[]) => ({
    label,
    series: checkSeriesSchema.parse({
      ...{ from: at(0), to: at(10), versions: [], points: all },
    }),
  });
  return layOut({
    lines: [line('production', points), line('staging', others)],
    ...{ range: RANGE, marks: marksOf(versions, changes, true), size: SIZE },
  });
}

function rounded<T extends { x: number; width?: number }>(placed: T): T {
  const { x, width } = placed;
  return {
    ...placed,
    x: Math.round(x),
    ...(width !== undefined && { width: Math.round(width) }),
  };
}

describe('a plot', () => {
  it('spans the time that was asked for, and not that of the values', () => {
    const { x } = plot([point(4), point(5)]);
    expect([x(RANGE.from), x(RANGE.to)]).toEqual([52, 1_052]);
  });

  it('draws warnings and critical results until the next result', () => {
    const { bands } = plot([
      point(0),
      point(2, { status: 'warning' }),
      point(5, { status: 'critical' }),
    ]);
    expect(bands.map(rounded)).toEqual([
      { x: 252, width: 300, status: 'warning' },
      { x: 552, width: 100, status: 'critical' },
    ]);
  });

  it('draws those of every line, the worst on top', () => {
    const { bands } = plot([point(2, { status: 'critical' })], {
      others: [point(2, { status: 'warning' }), point(5)],
    });
    expect(bands.map(rounded)).toEqual([
      { x: 252, width: 300, status: 'warning' },
      { x: 252, width: 100, status: 'critical' },
    ]);
  });

  it('leaves room for every value and threshold, and draws without values', () => {
    const { y, threshold } = plot([
      point(1, { min: -5, max: 40, threshold: 60 }),
    ]);
    const [low, high] = y.domain();
    expect(low).toBeLessThan(-5);
    expect(high).toBeGreaterThan(60);
    expect(threshold).toBeDefined();
    expect(plot([]).y.domain()).toEqual([0, 1]);
  });

  it('marks when versions were created and began to run, and nothing else', () => {
    const changes = [
      change(8, '7', { status: 'degraded' }),
      change(6, '7'),
      change(7, '8', { name: 'canary', role: 'canary' }),
      change(-3, '6'),
    ];
    const versions = [
      { version: '8', createdAt: at(5) },
      { version: '7', createdAt: at(-1) },
    ];
    expect(
      plot([point(1)], { changes, versions }).markers.map(rounded),
    ).toEqual([
      { x: 552, what: 'created', label: 'v8', words: 'version 8 created' },
      { x: 652, what: 'began', label: 'v7', words: 'version 7 in production' },
      {
        ...{ x: 752, what: 'began', label: 'v8' },
        words: 'version 8 in production as canary',
      },
    ]);
  });

  it('marks no version of which nobody can tell when it began', () => {
    const changes = [change(7, '8'), change(5, '7'), change(4, '7')];
    const versionsIn = (isWhole: boolean) =>
      versionChanges(changes, isWhole).map(one => one.version);
    expect(versionsIn(true)).toEqual(['7', '8']);
    expect(versionsIn(false)).toEqual(['8']);
  });

  it('takes changes of one moment in the order in which they were recorded', () => {
    const changes = [change(5, '8'), change(5, '7'), change(4, '7')];
    expect(versionChanges(changes, true).map(one => one.version)).toEqual([
      ...['7', '8'],
    ]);
  });
});

describe('the range of a plot', () => {
  it.each<[string, object]>([
    ['', { recent: '30d', range: { from: START - 30 * DAY, to: START } }],
    ['range=7d', { recent: '7d', range: { from: START - 7 * DAY, to: START } }],
    ['range=century', { recent: '30d' }],
    ['from=yesterday&to=today', { recent: '30d' }],
    [`from=${at(2)}&to=${at(1)}`, { recent: '30d' }],
  ])('is read from "%s"', (search, expected) => {
    expect(readRange(new URLSearchParams(search), START)).toMatchObject(
      expected,
    );
  });

  it('is that of the address before any other', () => {
    const search = new URLSearchParams({
      ...{ from: at(1), to: at(2), range: '7d' },
    });
    expect(readRange(search, START)).toEqual({
      range: { from: START + DAY, to: START + 2 * DAY },
    });
  });

  it('is zoomed around a moment, and moved', () => {
    const [from, to] = [0, 1_000_000];
    expect(zoom({ from, to }, 0.5)).toEqual({ from: 250_000, to: 750_000 });
    expect(zoom({ from, to }, 0.5, 0)).toEqual({ from: 0, to: 500_000 });
    expect(zoom({ from, to }, 0.0001).to).toBe(530_000);
    expect(shift({ from, to }, -0.5)).toEqual({ from: -500_000, to: 500_000 });
  });
});
