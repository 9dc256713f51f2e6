import { Text } from '@backstage/ui';
import {
  DeploymentChange,
  SeriesPoint,
} from '@modelry/backstage-plugin-models-common';
import { KeyboardEvent, PointerEvent, useMemo, useState } from 'react';
import { formatValue } from '../describe';
import { Axes, Bands, Lines, Markers } from './PlotParts';
import { PlotLegend } from './PlotLegend';
import { Layout, MARGIN, layOut } from './layOut';
import { TimeRange, zoom } from './range';
import { usePlotStyles } from './usePlotStyles';
import { Line } from './useSeries';

/** How high a plot is. */
export const PLOT_HEIGHT = 260;

/**
 * Draws how the values of a check went, with what ran meanwhile.
 *
 * @remarks
 *
 * With the keyboard, arrow keys read the points one by one, + and - zoom. With the
 * pointer, dragging zooms into a stretch of time.
 */
export function CheckPlot(props: {
  name: string;
  lines: readonly Line[];
  range: TimeRange;
  changes: readonly DeploymentChange[];
  width: number;
  onRange: (range: TimeRange) => void;
}) {
  const { name, lines, range, changes, width, onRange } = props;
  const classes = usePlotStyles();
  const size = useMemo(() => ({ width, height: PLOT_HEIGHT }), [width]);
  const layout = useMemo(
    () => layOut({ lines, range, changes, size }),
    [lines, range, changes, size],
  );
  const points = lines[0]?.series.points ?? [];
  const [cursor, setCursor] = useState<number>();
  const point = cursor === undefined ? undefined : points[cursor];

  const onKeyDown = (event: KeyboardEvent) => {
    const around = point && Date.parse(point.from);
    const act = actOf(event.key, { cursor, count: points.length });
    if (act) {
      event.preventDefault();
      setCursor(act.cursor);
      if (act.zoom) {
        onRange(zoom(range, act.zoom, around));
      }
    }
  };

  return (
    <figure className={classes.figure}>
      {/* The keys read what is drawn; the table says the same. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className={classes.frame}
        role="group"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label={`Plot of ${name}: arrow keys read the points, plus and minus zoom`}
        onKeyDown={onKeyDown}
      >
        <Drawing
          {...{ name, lines, layout, size, point, onRange }}
          onPoint={setCursor}
        />
      </div>
      <Readout point={point} unit={lines[0]?.series.unit} />
      <PlotLegend lines={lines} layout={layout} />
    </figure>
  );
}

function Readout(props: {
  point: SeriesPoint | undefined;
  unit: string | undefined;
}) {
  const { point, unit } = props;
  return (
    <Text as="div" variant="body-small" aria-live="polite">
      {point
        ? describePoint(point, unit)
        : 'Point at the plot, or focus it and use the arrow keys, to read a value.'}
    </Text>
  );
}

function Drawing(props: {
  name: string;
  lines: readonly Line[];
  layout: Layout;
  size: { width: number; height: number };
  point: SeriesPoint | undefined;
  onRange: (range: TimeRange) => void;
  onPoint: (index: number | undefined) => void;
}) {
  const { name, lines, layout, size, point, onRange, onPoint } = props;
  const classes = usePlotStyles();
  const drag = useDrag(layout, onRange);
  const { points, unit } = lines[0]?.series ?? { points: [], unit: undefined };
  const bottom = size.height - MARGIN.bottom;
  return (
    <svg
      className={classes.plot}
      viewBox={`0 0 ${size.width} ${size.height}`}
      height={size.height}
      role="img"
      aria-label={describePlot(name, points, layout)}
      {...drag.handlers}
      onPointerMove={event => {
        drag.handlers.onPointerMove(event);
        onPoint(nearest(points, layout, positionOf(event)));
      }}
      onPointerLeave={() => onPoint(undefined)}
    >
      <Bands layout={layout} size={size} />
      <Axes layout={layout} size={size} unit={unit} />
      <Lines layout={layout} lines={lines} />
      <Markers layout={layout} size={size} />
      {point && <Cursor {...{ layout, point, bottom }} />}
      {drag.selection && (
        <rect
          className={classes.selection}
          x={drag.selection.x}
          width={drag.selection.width}
          y={MARGIN.top}
          height={bottom - MARGIN.top}
        />
      )}
    </svg>
  );
}

function Cursor(props: { layout: Layout; point: SeriesPoint; bottom: number }) {
  const { layout, point, bottom } = props;
  const classes = usePlotStyles();
  const x = layout.x(middleOf(point));
  return (
    <line
      className={classes.cursor}
      x1={x}
      x2={x}
      y1={MARGIN.top}
      y2={bottom}
    />
  );
}

function middleOf(point: SeriesPoint): number {
  return (Date.parse(point.from) + Date.parse(point.to)) / 2;
}

/** What a key does to the cursor and the range; nothing when it is no key of ours. */
function actOf(
  key: string,
  { cursor, count }: { cursor: number | undefined; count: number },
): { cursor: number | undefined; zoom?: number } | undefined {
  const last = count - 1;
  const acts: Record<string, { cursor: number | undefined; zoom?: number }> = {
    ArrowLeft: { cursor: Math.max(0, (cursor ?? count) - 1) },
    ArrowRight: { cursor: Math.min(last, (cursor ?? -1) + 1) },
    Home: { cursor: 0 },
    End: { cursor: last },
    Escape: { cursor: undefined },
    '+': { cursor, zoom: 0.5 },
    '-': { cursor, zoom: 2 },
  };
  return count > 0 ? acts[key] : undefined;
}

/** Where in the drawing a pointer is, however large it is shown. */
function positionOf(event: PointerEvent<SVGSVGElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  const { width } = event.currentTarget.viewBox.baseVal ?? box;
  return box.width > 0
    ? ((event.clientX - box.left) / box.width) * width
    : event.clientX;
}

function nearest(
  points: readonly SeriesPoint[],
  layout: Layout,
  position: number,
): number | undefined {
  let best: number | undefined;
  let distance = Infinity;
  points.forEach((point, index) => {
    const away = Math.abs(layout.x(middleOf(point)) - position);
    if (away < distance) {
      [best, distance] = [index, away];
    }
  });
  return best;
}

const SHORTEST_DRAG = 8;

function useDrag(layout: Layout, onRange: (range: TimeRange) => void) {
  const [dragged, setDragged] = useState<{ start: number; end: number }>();
  const isLong =
    dragged && Math.abs(dragged.end - dragged.start) > SHORTEST_DRAG;
  const [left, right] = dragged
    ? [dragged.start, dragged.end].sort((a, b) => a - b)
    : [0, 0];
  return {
    selection: isLong ? { x: left, width: right - left } : undefined,
    handlers: {
      onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
        const start = positionOf(event);
        event.currentTarget.setPointerCapture?.(event.pointerId);
        setDragged({ start, end: start });
      },
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        if (dragged) {
          setDragged({ ...dragged, end: positionOf(event) });
        }
      },
      onPointerUp: () => {
        if (isLong) {
          onRange({
            from: layout.x.invert(left).getTime(),
            to: layout.x.invert(right).getTime(),
          });
        }
        setDragged(undefined);
      },
    },
  };
}

function describePlot(
  name: string,
  points: readonly SeriesPoint[],
  { markers }: Layout,
): string {
  const bad = points.filter(({ status }) => status === 'critical').length;
  return [
    `${name}: ${points.length} points`,
    ...(bad > 0 ? [`${bad} of them critical`] : []),
    ...markers.map(marker => marker.words),
  ].join(', ');
}

function describePoint(point: SeriesPoint, unit: string | undefined): string {
  const { from, status, count, min, max, average, threshold } = point;
  const when = new Date(from).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const spread =
    min !== max
      ? ` (${formatValue(min, unit)} to ${formatValue(max, unit)})`
      : '';
  return [
    `${when} UTC: ${status}`,
    ...(average === undefined
      ? []
      : [`${formatValue(average, unit)}${spread}`]),
    ...(threshold === undefined
      ? []
      : [`threshold ${formatValue(threshold, unit)}`]),
    ...(count > 1 ? [`${count} results`] : []),
  ].join(', ');
}
