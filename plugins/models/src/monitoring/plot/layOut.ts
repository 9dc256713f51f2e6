import {
  RESULT_STATUSES,
  SeriesPoint,
} from '@modelry/backstage-plugin-models-common';
import { ScaleLinear, ScaleTime, scaleLinear, scaleUtc } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
import { Mark } from './markers';
import { TimeRange } from './range';
import { Line } from './useSeries';

/** Room around the plot for its axes and markers. */
export const MARGIN = { top: 24, right: 12, bottom: 30, left: 52 };

/** Where everything of a plot stands. */
export interface Layout {
  x: ScaleTime<number, number>;
  y: ScaleLinear<number, number>;
  lines: Array<{ label: string; path: string; spread: string }>;
  threshold?: string;
  bands: Array<{ x: number; width: number; status: SeriesPoint['status'] }>;
  markers: Array<{
    x: number;
    what: Mark['what'];
    label: string;
    words: string;
  }>;
}

const middleOf = (point: SeriesPoint) =>
  (Date.parse(point.from) + Date.parse(point.to)) / 2;

/** Places lines, thresholds, status bands and markers in a picture. */
export function layOut(options: {
  lines: readonly Line[];
  range: TimeRange;
  marks: readonly Mark[];
  size: { width: number; height: number };
}): Layout {
  const { lines, range, marks, size } = options;
  const x = scaleUtc()
    .domain([range.from, range.to])
    .range([MARGIN.left, size.width - MARGIN.right]);
  const points = lines.flatMap(({ series }) => series.points);
  const y = scaleLinear()
    .domain(extentOf(points))
    .nice()
    .range([size.height - MARGIN.bottom, MARGIN.top]);
  const [first] = lines;
  const threshold = first && thresholdPath(first.series.points, x, y, range);
  return {
    x,
    y,
    lines: lines.map(({ label, series }) => ({
      label,
      ...pathsOf(series.points, x, y),
    })),
    ...(threshold && { threshold }),
    bands: bandsOf(lines, x),
    markers: marks
      .filter(({ at }) => at >= range.from && at <= range.to)
      .map(({ at, what, version, words }) => ({
        ...{ x: x(at), what, label: `v${version}`, words },
      })),
  };
}

function extentOf(points: readonly SeriesPoint[]): [number, number] {
  const values = points.flatMap(({ min, max, threshold }) =>
    [min, max, threshold].flatMap(value => value ?? []),
  );
  if (values.length === 0) {
    return [0, 1];
  }
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = high === low ? Math.abs(high) || 1 : (high - low) / 20;
  return [low - room, high + room];
}

function pathsOf(
  points: readonly SeriesPoint[],
  x: Layout['x'],
  y: Layout['y'],
): { path: string; spread: string } {
  const valued = points.filter(point => point.average !== undefined);
  return {
    path:
      line<SeriesPoint>()
        .x(point => x(middleOf(point)))
        .y(point => y(point.average ?? 0))(valued) ?? '',
    spread:
      area<SeriesPoint>()
        .x(point => x(middleOf(point)))
        .y0(point => y(point.min ?? 0))
        .y1(point => y(point.max ?? 0))(valued) ?? '',
  };
}

// A threshold holds until another one is seen.
function thresholdPath(
  points: readonly SeriesPoint[],
  x: Layout['x'],
  y: Layout['y'],
  range: TimeRange,
): string | undefined {
  const known = points.flatMap(point =>
    point.threshold === undefined
      ? []
      : [{ at: Date.parse(point.from), value: point.threshold }],
  );
  const last = known[known.length - 1];
  return last
    ? line<{ at: number; value: number }>()
        .curve(curveStepAfter)
        .x(({ at }) => x(at))
        .y(({ value }) => y(value))([
        ...known,
        { at: range.to, value: last.value },
      ]) ?? undefined
    : undefined;
}

// A status holds until the next result; of several lines the worst lies on top.
function bandsOf(lines: readonly Line[], x: Layout['x']): Layout['bands'] {
  return lines
    .flatMap(({ series: { points } }) =>
      points.flatMap(({ status, from, to }, index) => {
        const start = x(Date.parse(from));
        const end = x(Date.parse(points[index + 1]?.from ?? to));
        return status === 'ok'
          ? []
          : [{ x: start, width: Math.max(2, end - start), status }];
      }),
    )
    .sort((a, b) => severityOf(a.status) - severityOf(b.status));
}

function severityOf(status: SeriesPoint['status']): number {
  return status === 'error' ? 0 : RESULT_STATUSES.indexOf(status);
}
