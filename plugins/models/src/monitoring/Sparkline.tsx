import { CheckResult } from '@modelry/backstage-plugin-models-common';
import { Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { formatValue } from './describe';
import { Plot, toPlot } from './toPlot';

const WIDTH = 600;
const HEIGHT = 72;

const useStyles = makeStyles({
  figure: { margin: 0 },
  plot: { display: 'block', width: '100%', height: HEIGHT },
  values: {
    fill: 'none',
    stroke: 'var(--bui-fg-announcement)',
    strokeWidth: 1.5,
    vectorEffect: 'non-scaling-stroke',
  },
  threshold: {
    stroke: 'var(--bui-fg-secondary)',
    strokeWidth: 1,
    strokeDasharray: '4 4',
    vectorEffect: 'non-scaling-stroke',
  },
  // A line of no length with round ends is a dot that stays round when the plot is stretched.
  dot: {
    strokeLinecap: 'round',
    strokeWidth: 6,
    vectorEffect: 'non-scaling-stroke',
  },
  ok: { stroke: 'var(--bui-fg-announcement)', strokeWidth: 4 },
  error: { stroke: 'var(--bui-fg-secondary)' },
  warning: { stroke: 'var(--bui-fg-warning)' },
  critical: { stroke: 'var(--bui-fg-negative)', strokeWidth: 8 },
});

/**
 * Draws how the values of a check went; the table of its results says the same in words.
 *
 * @param props - `results` newest first.
 */
export function Sparkline(props: {
  name: string;
  results: readonly CheckResult[];
}) {
  const { name, results } = props;
  const classes = useStyles();
  const plot = toPlot(results, { width: WIDTH, height: HEIGHT });
  if (!plot) {
    return null;
  }
  const { points, unit, lowest, highest } = plot;
  const from = formatValue(lowest, unit);
  const to = formatValue(highest, unit);
  return (
    <figure className={classes.figure}>
      <svg
        className={classes.plot}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${name}: ${points.length} values between ${from} and ${to}, the newest on the right`}
      >
        <Lines plot={plot} />
      </svg>
      <Text as="div" variant="body-x-small" color="secondary">
        The newest on the right
        {plot.thresholdY !== undefined && '; dashed: the newest threshold'}
      </Text>
    </figure>
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
      {points.map(({ x, y, status }, index) => (
        <path
          key={index}
          className={`${classes.dot} ${classes[status]}`}
          d={`M ${x} ${y} h 0.001`}
        />
      ))}
    </>
  );
}
