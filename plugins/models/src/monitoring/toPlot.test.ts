import { toPlot } from './toPlot';

const SIZE = { width: 112, height: 62 };

function result(value: number | undefined, day: number, threshold?: number) {
  return {
    status: 'ok' as const,
    value,
    threshold,
    observedAt: `2026-03-0${day}T00:00:00.000Z`,
  };
}

describe('toPlot', () => {
  it('places values by time and height, the oldest on the left', () => {
    expect(
      toPlot([result(10, 5), result(0, 3), result(5, 1)], SIZE)?.points,
    ).toEqual([
      { x: 6, y: 31, status: 'ok' },
      { x: 56, y: 56, status: 'ok' },
      { x: 106, y: 6, status: 'ok' },
    ]);
  });

  it('makes room for the newest threshold', () => {
    const plot = toPlot([result(0, 2, 20), result(10, 1, 7)], SIZE);

    expect(plot).toMatchObject({ thresholdY: 6, lowest: 0, highest: 10 });
    expect(plot?.points.map(({ y }) => y)).toEqual([31, 56]);
  });

  it('draws a level line through equal values', () => {
    const plot = toPlot([result(3, 2), result(3, 1)], SIZE);

    expect(plot?.points.map(({ y }) => y)).toEqual([31, 31]);
  });

  it('has nothing to draw with fewer than two values', () => {
    expect(toPlot([], SIZE)).toBeUndefined();
    expect(toPlot([result(1, 2), result(undefined, 1)], SIZE)).toBeUndefined();
  });
});
