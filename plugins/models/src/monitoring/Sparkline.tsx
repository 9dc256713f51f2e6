import { SeriesPoint } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { formatValue } from './describe';
import { Plot, toPlot } from './toPlot';

const WIDTH = 160;
const HEIGHT = 32;

const useStyles = makeStyles({
  plot: { display: 'block', width: '100%', maxWidth: 200, height: HEIGHT },
  values: {
    fill: 'none',
    stroke: 'var(--bui-fg-announcement)',
    strokeWidth: 1.5,
    vectorEffect: 'non-scaling-stroke',
  },
  threshold: {
    stroke: 'var(--bui-fg-secondary)',
    strokeWidth: 1,
    strokeDasharray: '3 3',
    vectorEffect: 'non-scaling-stroke',
  },
  // A line of no length with round ends is a dot that stays round when the plot is stretched.
  dot: {
    strokeLinecap: 'round',
    strokeWidth: 5,
    vectorEffect: 'non-scaling-stroke',
  },
  ok: { stroke: 'var(--bui-fg-announcement)' },
  error: { stroke: 'var(--bui-fg-secondary)' },
  warning: { stroke: 'var(--bui-fg-warning)' },
  critical: { stroke: 'var(--bui-fg-negative)', strokeWidth: 6 },
});

/** Draws how the values of a check went; its history says the same in full. */
export function Sparkline(props: {
  name: string;
  points: readonly SeriesPoint[];
  unit: string | undefined;
}) {
  const { name, points, unit } = props;
  const classes = useStyles();
  const plot = toPlot(points, { width: WIDTH, height: HEIGHT });
  if (!plot) {
    return null;
  }
  const from = formatValue(plot.lowest, unit);
  const to = formatValue(plot.highest, unit);
  return (
    <svg
      className={classes.plot}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${name}: values between ${from} and ${to}`}
    >
      <Lines plot={plot} />
    </svg>
  );
}

function Lines(props: { plot: Plot }) {
  const { points, thresholdY } = props.plot;
  const classes = useStyles();
  return (
    <>
      {thresholdY !== undefined && (
        <line
          className={classes.threshold}
          x1={0}
          x2={WIDTH}
          y1={thresholdY}
          y2={thresholdY}
        />
      )}
      <polyline
        className={classes.values}
        points={points.map(({ x, y }) => `${x},${y}`).join(' ')}
      />
      {points.map(({ x, y, status }, index) =>
        // Good values are said by the line, unless there is none to draw.
        status === 'ok' && points.length > 1 ? null : (
          <path
            key={index}
            className={`${classes.dot} ${classes[status]}`}
            d={`M ${x} ${y} h 0.001`}
          />
        ),
      )}
    </>
  );
}
