import { CheckResult } from '@modelry/backstage-plugin-models-common';

const MARGIN = 6;

/** Where the values of a check stand in a picture, the oldest first. */
export interface Plot {
  points: Array<{ x: number; y: number; status: CheckResult['status'] }>;
  /** Height of the newest threshold; left out when there is none. */
  thresholdY?: number;
  unit?: string;
  lowest: number;
  highest: number;
}

/**
 * Places the values of a check in a picture, by time from left to right.
 *
 * @param results - newest first; those without a value are left out.
 * @returns nothing when there are fewer than two values: one value has no course.
 */
export function toPlot(
  results: readonly CheckResult[],
  size: { width: number; height: number },
): Plot | undefined {
  const observed = results
    .flatMap(({ value, observedAt, ...result }) =>
      value === undefined
        ? []
        : [{ ...result, value, time: Date.parse(observedAt) }],
    )
    .reverse();
  if (observed.length < 2) {
    return undefined;
  }
  const values = observed.map(({ value }) => value);
  const { threshold, unit, time: last } = observed[observed.length - 1];
  const shown = threshold === undefined ? values : [...values, threshold];
  const toX = scale(observed[0].time, last, [MARGIN, size.width - MARGIN]);
  const toY = scale(Math.min(...shown), Math.max(...shown), [
    size.height - MARGIN,
    MARGIN,
  ]);
  return {
    points: observed.map(({ value, time, status }) => ({
      x: toX(time),
      y: toY(value),
      status,
    })),
    ...(threshold !== undefined && { thresholdY: toY(threshold) }),
    ...(unit && { unit }),
    lowest: Math.min(...values),
    highest: Math.max(...values),
  };
}

function scale(from: number, to: number, [start, end]: [number, number]) {
  const span = to - from;
  return (value: number) =>
    span === 0
      ? (start + end) / 2
      : start + ((value - from) / span) * (end - start);
}
