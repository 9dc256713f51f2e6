import { Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';
import { SERIES_COLOURS } from '../status';
import { EnvironmentGroup } from './environments';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    height: 10,
    borderRadius: 'var(--bui-radius-full)',
    overflow: 'hidden',
    backgroundColor: 'var(--bui-bg-neutral-2)',
    gap: 2,
  },
  key: {
    display: 'inline-block',
    width: 10,
    height: 10,
    borderRadius: 2,
    marginRight: 6,
  },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: 'var(--bui-space-3)',
    listStyle: 'none',
    margin: 'var(--bui-space-1) 0 0',
    padding: 0,
  },
});

/** Shows how the requests of an environment are shared among its deployments. */
export function TrafficSplit(props: { group: EnvironmentGroup }) {
  const { name, split } = props.group;
  const classes = useStyles();
  return (
    <div>
      <div className={classes.bar} aria-hidden>
        {split.map(({ label, percent }, index) => (
          <div
            key={label}
            style={{
              width: `${percent}%`,
              backgroundColor: SERIES_COLOURS[index % SERIES_COLOURS.length],
            }}
          />
        ))}
      </div>
      <ul className={classes.legend} aria-label={`Traffic in ${name}`}>
        {split.map(({ label, percent }, index) => (
          <li key={label}>
            <Text variant="body-small">
              <span
                className={classes.key}
                style={{
                  backgroundColor:
                    SERIES_COLOURS[index % SERIES_COLOURS.length],
                }}
                aria-hidden
              />
              {label}: {percent} %
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
