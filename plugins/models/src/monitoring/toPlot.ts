import { SeriesPoint } from '@modelry/backstage-plugin-models-common';
import { scaleLinear } from 'd3-scale';

const MARGIN = 4;

/** Where the values of a check stand in a small picture, the oldest first. */
export interface Plot {
  points: Array<{ x: number; y: number; status: SeriesPoint['status'] }>;
  /** Height of the newest threshold; left out when there is none. */
  thresholdY?: number;
  lowest: number;
  highest: number;
}

/**
 * Places the averages of a series in a picture, by time from left to right.
 *
 * @returns nothing when no point has a value.
 */
export function toPlot(
  points: readonly SeriesPoint[],
  size: { width: number; height: number },
): Plot | undefined {
  const valued = points.flatMap(({ average, from, ...point }) =>
    average === undefined
      ? []
      : [{ ...point, average, time: Date.parse(from) }],
  );
  if (valued.length === 0) {
    return undefined;
  }
  const values = valued.map(({ average }) => average);
  const { threshold, time: last } = valued[valued.length - 1];
  const shown = threshold === undefined ? values : [...values, threshold];
  const toX = scaleLinear()
    .domain([valued[0].time, last])
    .range([MARGIN, size.width - MARGIN]);
  const toY = scaleLinear()
    .domain([Math.min(...shown), Math.max(...shown)])
    .range([size.height - MARGIN, MARGIN]);
  return {
    points: valued.map(({ average, time, status }) => ({
      x: toX(time),
      y: toY(average),
      status,
    })),
    ...(threshold !== undefined && { thresholdY: toY(threshold) }),
    lowest: Math.min(...valued.map(({ min, average }) => min ?? average)),
    highest: Math.max(...valued.map(({ max, average }) => max ?? average)),
  };
}
