import { toPlot } from './toPlot';

const SIZE = { width: 108, height: 58 };

function point(average: number | undefined, day: number, threshold?: number) {
  return {
    ...{ status: 'ok' as const, count: 1, average, threshold },
    from: `2026-03-0${day}T00:00:00.000Z`,
    to: `2026-03-0${day}T12:00:00.000Z`,
  };
}

describe('toPlot', () => {
  it('places values by time and height, the oldest on the left', () => {
    expect(
      toPlot([point(5, 1), point(0, 3), point(10, 5)], SIZE)?.points,
    ).toMatchObject([
      { x: 4, y: 29, status: 'ok' },
      { x: 54, y: 54, status: 'ok' },
      { x: 104, y: 4, status: 'ok' },
    ]);
  });

  it('makes room for the newest threshold', () => {
    const plot = toPlot([point(10, 1, 7), point(0, 2, 20)], SIZE);

    expect(plot).toMatchObject({ thresholdY: 4, lowest: 0, highest: 10 });
    expect(plot?.points.map(({ y }) => y)).toEqual([29, 54]);
  });

  it('draws a level line through equal values', () => {
    const plot = toPlot([point(3, 1), point(3, 2)], SIZE);

    expect(plot?.points.map(({ y }) => y)).toEqual([29, 29]);
  });

  it('places a single value in the middle', () => {
    expect(
      toPlot([point(undefined, 1), point(1, 2)], SIZE)?.points,
    ).toMatchObject([{ x: 54, y: 29 }]);
  });

  it('has nothing to draw without a value', () => {
    expect(toPlot([], SIZE)).toBeUndefined();
    expect(toPlot([point(undefined, 1)], SIZE)).toBeUndefined();
  });
});
