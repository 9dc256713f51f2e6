import { Text } from '@backstage/ui';
import { PointerEvent, useMemo } from 'react';
import { useWidth } from '../../monitoring/plot/useWidth';
import { TrendChart, TrendDay } from './charts';
import { toDate, toPercent } from './describeTrend';
import { CHART_HEIGHT, ChartLayout, MARGIN, layOutChart } from './layOutChart';
import { lineStyle, useTrendStyles } from './useTrendStyles';

/** One picture of the trend, with what its lines mean. */
export function ChartFigure(props: {
  chart: TrendChart;
  days: readonly TrendDay[];
  /** Which day is read. */
  cursor: number | undefined;
  onPoint: (index: number | undefined) => void;
}) {
  const { chart } = props;
  const { ref, width } = useWidth();
  const classes = useTrendStyles();
  return (
    <figure className={classes.figure}>
      <figcaption>
        <Text variant="body-small" weight="bold">
          {chart.title}
        </Text>
      </figcaption>
      <div ref={ref}>
        <Drawing {...props} width={width} />
      </div>
      <Legend chart={chart} />
    </figure>
  );
}

function Drawing(props: {
  chart: TrendChart;
  days: readonly TrendDay[];
  cursor: number | undefined;
  onPoint: (index: number | undefined) => void;
  width: number;
}) {
  const { chart, days, cursor, onPoint, width } = props;
  const classes = useTrendStyles();
  const layout = useMemo(
    () => layOutChart(chart, { days: days.length, width }),
    [chart, days, width],
  );
  return (
    <svg
      className={classes.plot}
      viewBox={`0 0 ${width} ${CHART_HEIGHT}`}
      height={CHART_HEIGHT}
      role="img"
      aria-label={describeChart(chart, days)}
      onPointerMove={event => onPoint(layout.dayAt(positionOf(event, width)))}
      onPointerLeave={() => onPoint(undefined)}
    >
      <Axes {...{ chart, days, layout, width }} />
      {layout.paths.map((path, index) => (
        <path
          key={chart.lines[index].label}
          className={classes.line}
          d={path}
          stroke={lineStyle(index).stroke}
          strokeDasharray={lineStyle(index).dash}
        />
      ))}
      {cursor !== undefined && <Cursor {...{ chart, layout, cursor }} />}
    </svg>
  );
}

function Axes(props: {
  chart: TrendChart;
  days: readonly TrendDay[];
  layout: ChartLayout;
  width: number;
}) {
  const { chart, days, layout, width } = props;
  const classes = useTrendStyles();
  const labels = [
    { at: 0, anchor: 'start' as const },
    { at: days.length - 1, anchor: 'end' as const },
  ];
  return (
    <g aria-hidden>
      {layout.ticks.map(tick => (
        <g key={tick}>
          <line
            className={classes.grid}
            x1={MARGIN.left}
            x2={width - MARGIN.right}
            y1={layout.y(tick)}
            y2={layout.y(tick)}
          />
          <text
            className={classes.axis}
            x={MARGIN.left - 6}
            y={layout.y(tick) + 4}
            textAnchor="end"
          >
            {writeValue(chart, tick)}
          </text>
        </g>
      ))}
      {labels.map(({ at, anchor }) => (
        <text
          key={anchor}
          className={classes.axis}
          x={layout.x(at)}
          y={CHART_HEIGHT - 4}
          textAnchor={anchor}
        >
          {toDate(days[at].day)}
        </text>
      ))}
    </g>
  );
}

function Cursor(props: {
  chart: TrendChart;
  layout: ChartLayout;
  cursor: number;
}) {
  const { chart, layout, cursor } = props;
  const classes = useTrendStyles();
  const x = layout.x(cursor);
  return (
    <g aria-hidden>
      <line
        className={classes.cursor}
        x1={x}
        x2={x}
        y1={MARGIN.top}
        y2={CHART_HEIGHT - MARGIN.bottom}
      />
      {chart.lines.map(({ label, values }, index) => {
        const value = values[cursor];
        return value === undefined ? null : (
          <circle
            key={label}
            cx={x}
            cy={layout.y(value)}
            r={3}
            fill={lineStyle(index).stroke}
          />
        );
      })}
    </g>
  );
}

function Legend({ chart }: { chart: TrendChart }) {
  const classes = useTrendStyles();
  return (
    <ul className={classes.legend} aria-label={`Lines of ${chart.title}`}>
      {chart.lines.map(({ label }, index) => (
        <li key={label} className={classes.key}>
          <svg width="24" height="8" aria-hidden>
            <line
              {...{ x1: 0, x2: 24, y1: 4, y2: 4, strokeWidth: 2 }}
              stroke={lineStyle(index).stroke}
              strokeDasharray={lineStyle(index).dash}
            />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

function writeValue({ measure }: TrendChart, value: number): string {
  return measure === 'share' ? toPercent(value) : value.toLocaleString('en-US');
}

/** Says in words how each line goes from the first day to the last. */
function describeChart(chart: TrendChart, days: readonly TrendDay[]): string {
  const last = days.length - 1;
  const write = (value: number | undefined) =>
    value === undefined ? 'nothing to count' : writeValue(chart, value);
  const lines = chart.lines.map(
    ({ label, values }) =>
      `${label} from ${write(values[0])} to ${write(values[last])}`,
  );
  return `${chart.title}, ${toDate(days[0].day)} to ${toDate(
    days[last].day,
  )}: ${lines.join(', ')}`;
}

/** Where in the drawing a pointer is, however large it is shown. */
function positionOf(event: PointerEvent<SVGSVGElement>, width: number): number {
  const box = event.currentTarget.getBoundingClientRect();
  return box.width > 0
    ? ((event.clientX - box.left) / box.width) * width
    : event.clientX;
}
