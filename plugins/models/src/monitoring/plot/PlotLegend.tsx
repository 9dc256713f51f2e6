import { Layout } from './layOut';
import { LINE_STYLES, MARK_STYLES, usePlotStyles } from './usePlotStyles';
import { Line } from './useSeries';

/** Says what the lines and colours of a plot mean. */
export function PlotLegend(props: { lines: readonly Line[]; layout: Layout }) {
  const { lines, layout } = props;
  const classes = usePlotStyles();
  const isMarked = (what: string) =>
    layout.markers.some(marker => marker.what === what);
  const has = (status: string) =>
    layout.bands.some(band => band.status === status);
  return (
    <ul className={classes.legend} aria-label="Legend">
      {lines.map(({ label }, index) => (
        <li key={label} className={classes.key}>
          <Stroke {...LINE_STYLES[index % LINE_STYLES.length]} />
          {label}
        </li>
      ))}
      {layout.threshold && (
        <li className={classes.key}>
          <Stroke stroke="var(--bui-fg-primary)" dash="5 4" />
          Threshold
        </li>
      )}
      {(['warning', 'critical'] as const).filter(has).map(status => (
        <li key={status} className={classes.key}>
          <svg width="12" height="12" aria-hidden>
            <rect className={classes[status]} width="12" height="12" rx="2" />
          </svg>
          {status === 'warning' ? 'Warning' : 'Critical'}
        </li>
      ))}
      {(['created', 'began'] as const).filter(isMarked).map(what => (
        <li key={what} className={classes.key}>
          <svg width="8" height="14" aria-hidden>
            <line
              className={classes.marker}
              {...{ x1: 4, x2: 4, y1: 0, y2: 14 }}
              strokeDasharray={MARK_STYLES[what].dash}
            />
          </svg>
          {what === 'created'
            ? 'A version was created'
            : 'A version began to run'}
        </li>
      ))}
    </ul>
  );
}

function Stroke(props: { stroke: string; dash: string | undefined }) {
  return (
    <svg width="24" height="8" aria-hidden>
      <line
        x1="0"
        x2="24"
        y1="4"
        y2="4"
        stroke={props.stroke}
        strokeWidth="2"
        strokeDasharray={props.dash}
      />
    </svg>
  );
}
