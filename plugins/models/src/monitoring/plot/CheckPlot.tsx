import { Text } from '@backstage/ui';
import { KeyboardEvent, PointerEvent, useMemo, useState } from 'react';
import { Axes, Bands, Lines, Markers } from './PlotParts';
import { PlotLegend } from './PlotLegend';
import { Layout, MARGIN, layOut } from './layOut';
import { Mark } from './markers';
import { TimeRange, zoom } from './range';
import { Reading, describeReading, nearest, readingsOf } from './readings';
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
  marks: readonly Mark[];
  width: number;
  onRange: (range: TimeRange) => void;
}) {
  const { name, lines, range, marks, width, onRange } = props;
  const classes = usePlotStyles();
  const size = useMemo(() => ({ width, height: PLOT_HEIGHT }), [width]);
  const layout = useMemo(
    () => layOut({ lines, range, marks, size }),
    [lines, range, marks, size],
  );
  const readings = useMemo(() => readingsOf(lines), [lines]);
  const [cursor, setCursor] = useState<number>();
  const reading = cursor === undefined ? undefined : readings[cursor];

  const onKeyDown = (event: KeyboardEvent) => {
    const act = actOf(event.key, { cursor, count: readings.length });
    if (act) {
      event.preventDefault();
      setCursor(act.cursor);
      if (act.zoom) {
        onRange(zoom(range, act.zoom, reading?.at));
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
          {...{ name, lines, layout, size, readings, reading, onRange }}
          onPoint={setCursor}
        />
      </div>
      <Readout reading={reading} lines={lines.length} />
      <PlotLegend lines={lines} layout={layout} />
    </figure>
  );
}

function Readout(props: { reading: Reading | undefined; lines: number }) {
  const { reading, lines } = props;
  return (
    <Text as="div" variant="body-small" aria-live="polite">
      {reading
        ? describeReading(reading, lines)
        : 'Point at the plot, or focus it and use the arrow keys, to read a value.'}
    </Text>
  );
}

function Drawing(props: {
  name: string;
  lines: readonly Line[];
  layout: Layout;
  size: { width: number; height: number };
  readings: readonly Reading[];
  reading: Reading | undefined;
  onRange: (range: TimeRange) => void;
  onPoint: (index: number | undefined) => void;
}) {
  const { name, lines, layout, size, readings, reading } = props;
  const { onRange, onPoint } = props;
  const classes = usePlotStyles();
  const drag = useDrag(layout, onRange);
  const unit = lines[0]?.series.unit;
  const bottom = size.height - MARGIN.bottom;
  return (
    <svg
      className={classes.plot}
      viewBox={`0 0 ${size.width} ${size.height}`}
      height={size.height}
      role="img"
      aria-label={describePlot(name, lines, layout)}
      {...drag.handlers}
      onPointerMove={event => {
        drag.handlers.onPointerMove(event);
        onPoint(nearest(readings, layout, positionOf(event)));
      }}
      onPointerLeave={() => onPoint(undefined)}
    >
      <Bands layout={layout} size={size} />
      <Axes layout={layout} size={size} unit={unit} />
      <Lines layout={layout} lines={lines} />
      <Markers layout={layout} size={size} />
      {reading && <Cursor x={layout.x(reading.at)} bottom={bottom} />}
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

function Cursor(props: { x: number; bottom: number }) {
  const { x, bottom } = props;
  const classes = usePlotStyles();
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
  lines: readonly Line[],
  { markers }: Layout,
): string {
  const points = lines.flatMap(({ series }) => series.points);
  const bad = points.filter(({ status }) => status === 'critical').length;
  return [
    `${name}: ${points.length} points`,
    ...(bad > 0 ? [`${bad} of them critical`] : []),
    ...markers.map(marker => marker.words),
  ].join(', ');
}
