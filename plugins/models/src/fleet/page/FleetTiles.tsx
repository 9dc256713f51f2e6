import { FleetFacets } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { useLifecycle } from '../../api';
import { NO_FILTER, isSameFilter } from './fleetAddress';
import { Tile, tilesOf } from './tiles';
import { FleetNavigation } from './useFleetAddress';

const useStyles = makeStyles({
  tiles: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(7.5rem, 1fr))',
    gap: 'var(--bui-space-2)',
  },
  tile: {
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-1)',
    padding: 'var(--bui-space-2) var(--bui-space-3)',
    border: '1px solid var(--bui-border-2)',
    borderRadius: 'var(--bui-radius-3)',
    backgroundColor: 'var(--bui-bg-neutral-1)',
    color: 'var(--bui-fg-primary)',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-2)',
    textAlign: 'start',
    cursor: 'pointer',
    '&:hover': { borderColor: 'var(--bui-fg-secondary)' },
    '&:focus-visible': { outline: '2px solid var(--bui-ring)' },
    '&[aria-pressed=true]': {
      boxShadow: 'inset 0 0 0 1px var(--bui-fg-primary)',
      borderColor: 'var(--bui-fg-primary)',
    },
  },
  count: {
    fontSize: 'var(--bui-font-size-6)',
    fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
    fontVariantNumeric: 'tabular-nums',
    lineHeight: 1.1,
  },
  danger: { color: 'var(--bui-negative-fg-subdued)' },
  warning: { color: 'var(--bui-warning-fg-subdued)' },
  info: { color: 'var(--bui-announcement-fg-subdued)' },
  neutral: {},
  success: {},
});

/** Says how all models do, and lists those that a number counts. */
export function FleetTiles(props: {
  facets: FleetFacets | undefined;
  navigation: FleetNavigation;
}) {
  const { facets, navigation } = props;
  const { lifecycle } = useLifecycle();
  const classes = useStyles();
  if (!facets) {
    return null;
  }
  return (
    <div className={classes.tiles} role="group" aria-label="State of the fleet">
      {tilesOf(facets.totals, lifecycle).map(tile => (
        <TileButton key={tile.label} tile={tile} navigation={navigation} />
      ))}
    </div>
  );
}

function TileButton(props: { tile: Tile; navigation: FleetNavigation }) {
  const { tile, navigation } = props;
  const { label, count, tone, filter } = tile;
  const isPressed = isSameFilter(navigation.address.filter, filter);
  const classes = useStyles();
  return (
    <button
      type="button"
      className={classes.tile}
      aria-pressed={isPressed}
      onClick={() => navigation.setFilter(isPressed ? NO_FILTER : filter)}
    >
      <span className={`${classes.count} ${count > 0 ? classes[tone] : ''}`}>
        {count.toLocaleString('en-US')}
      </span>{' '}
      <span>{label}</span>
    </button>
  );
}
