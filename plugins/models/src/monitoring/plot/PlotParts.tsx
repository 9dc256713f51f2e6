import { formatValue } from '../describe';
import { Layout, MARGIN } from './layOut';
import { LINE_STYLES, MARK_STYLES, usePlotStyles } from './usePlotStyles';
import { Line } from './useSeries';

interface Size {
  width: number;
  height: number;
}

/** How high the strip is that says the status at the foot of a plot. */
const STRIP = 5;

/** The times at which the check was not ok. */
export function Bands(props: { layout: Layout; size: Size }) {
  const { layout, size } = props;
  const classes = usePlotStyles();
  const bottom = size.height - MARGIN.bottom;
  return (
    <g aria-hidden>
      {layout.bands.map(({ x, width, status }, index) => {
        const colour = status === 'ok' ? '' : classes[status];
        return (
          <g key={index}>
            <rect
              className={`${colour} ${classes.tint}`}
              {...{ x, width, y: MARGIN.top, height: bottom - MARGIN.top }}
            />
            <rect
              className={colour}
              {...{ x, width, y: bottom, height: STRIP }}
            />
          </g>
        );
      })}
    </g>
  );
}

/** The axes, with as many labels as there is room for. */
export function Axes(props: {
  layout: Layout;
  size: Size;
  unit: string | undefined;
}) {
  const { layout, size, unit } = props;
  const { x } = layout;
  const classes = usePlotStyles();
  const times = x.ticks(Math.max(2, Math.floor(size.width / 110)));
  const toText = x.tickFormat();
  return (
    <g aria-hidden>
      <ValueAxis layout={layout} size={size} />
      {unit && (
        <text className={classes.axis} x={4} y={12}>
          {unit}
        </text>
      )}
      {times.map(time => (
        <text
          key={time.getTime()}
          className={classes.axis}
          x={x(time)}
          y={size.height - 8}
          textAnchor="middle"
        >
          {toText(time)}
        </text>
      ))}
    </g>
  );
}

function ValueAxis(props: { layout: Layout; size: Size }) {
  const { layout, size } = props;
  const { y } = layout;
  const classes = usePlotStyles();
  return (
    <>
      {y.ticks(5).map(value => (
        <g key={value}>
          <line
            className={classes.grid}
            x1={MARGIN.left}
            x2={size.width - MARGIN.right}
            y1={y(value)}
            y2={y(value)}
          />
          <text
            className={classes.axis}
            x={MARGIN.left - 8}
            y={y(value)}
            dy="0.32em"
            textAnchor="end"
          >
            {formatValue(value, undefined)}
          </text>
        </g>
      ))}
    </>
  );
}

/** The values: averages as a line, lowest to highest as an area. */
export function Lines(props: { layout: Layout; lines: readonly Line[] }) {
  const { layout, lines } = props;
  const classes = usePlotStyles();
  return (
    <g aria-hidden>
      {layout.threshold && (
        <path className={classes.threshold} d={layout.threshold} />
      )}
      {layout.lines.map(({ label, path, spread }, index) => {
        const { stroke, dash } = LINE_STYLES[index % LINE_STYLES.length];
        return (
          <g key={label}>
            <path className={classes.spread} d={spread} fill={stroke} />
            <path
              className={classes.line}
              d={path}
              stroke={stroke}
              strokeDasharray={dash}
            />
            {lines[index].series.points.length < 60 &&
              lines[index].series.points.map(point =>
                point.average === undefined ? null : (
                  <circle
                    key={point.from}
                    className={classes.dot}
                    cx={layout.x(
                      (Date.parse(point.from) + Date.parse(point.to)) / 2,
                    )}
                    cy={layout.y(point.average)}
                    r={2.5}
                    fill={stroke}
                  />
                ),
              )}
          </g>
        );
      })}
    </g>
  );
}

/** When which version came into being, and when it began to run. */
export function Markers(props: { layout: Layout; size: Size }) {
  const { layout, size } = props;
  const classes = usePlotStyles();
  let free = 0;
  return (
    <g aria-hidden>
      {layout.markers.map(({ x, what, label, words }, index) => {
        // A label that would cover the one before is left out; the line says its words.
        const isAtEnd = x + label.length * 7 > size.width;
        const hasRoom = x >= free;
        free = hasRoom ? x + label.length * 7 + 8 : free;
        return (
          <g key={index}>
            <title>{words}</title>
            <line
              className={classes.marker}
              strokeDasharray={MARK_STYLES[what].dash}
              x1={x}
              x2={x}
              y1={MARGIN.top - 6}
              y2={size.height - MARGIN.bottom}
            />
            {hasRoom && (
              <text
                className={classes.markerLabel}
                fontWeight={MARK_STYLES[what].weight}
                x={isAtEnd ? x - 3 : x + 3}
                y={14}
                textAnchor={isAtEnd ? 'end' : 'start'}
              >
                {label}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
