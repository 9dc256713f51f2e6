import {
  DeploymentChange,
  SeriesPoint,
} from '@modelry/backstage-plugin-models-common';
import { ScaleLinear, ScaleTime, scaleLinear, scaleUtc } from 'd3-scale';
import { area, curveStepAfter, line } from 'd3-shape';
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
  markers: Array<{ x: number; label: string; words: string }>;
}

const middleOf = (point: SeriesPoint) =>
  (Date.parse(point.from) + Date.parse(point.to)) / 2;

/** Places lines, thresholds, status bands and deployments in a picture. */
export function layOut(options: {
  lines: readonly Line[];
  range: TimeRange;
  changes: readonly DeploymentChange[];
  size: { width: number; height: number };
}): Layout {
  const { lines, range, changes, size } = options;
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
    bands: first ? bandsOf(first.series.points, x) : [],
    markers: versionChanges(changes)
      .filter(({ at }) => {
        const time = Date.parse(at);
        return time >= range.from && time <= range.to;
      })
      .map(change => ({
        x: x(Date.parse(change.at)),
        label: `v${change.version}`,
        words: `version ${change.version} in ${change.environment}${
          change.role === 'primary' ? '' : ` as ${change.role}`
        }`,
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

// A status holds until the next result.
function bandsOf(
  points: readonly SeriesPoint[],
  x: Layout['x'],
): Layout['bands'] {
  return points.flatMap(({ status, from, to }, index) => {
    const start = x(Date.parse(from));
    const end = x(Date.parse(points[index + 1]?.from ?? to));
    return status === 'ok'
      ? []
      : [{ x: start, width: Math.max(2, end - start), status }];
  });
}

/** Those changes of deployments with which another version began to run. */
export function versionChanges(
  changes: readonly DeploymentChange[],
): DeploymentChange[] {
  const running = new Map<string, string>();
  return [...changes]
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .filter(change => {
      const key = JSON.stringify([change.environment, change.name]);
      const isNew = running.get(key) !== change.version;
      running.set(key, change.version);
      return isNew;
    });
}
