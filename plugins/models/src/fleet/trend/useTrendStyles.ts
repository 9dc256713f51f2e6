import { makeStyles } from '@material-ui/core/styles';
import { SERIES_COLOURS } from '../../status';

const DASHES = [undefined, '7 3', '2 3', '10 3 2 3', '4 2 1 2'];

/** How a line looks: told apart from the others by its dashes as well as by its colour. */
export function lineStyle(index: number): {
  stroke: string;
  dash: string | undefined;
} {
  return {
    stroke: SERIES_COLOURS[index % SERIES_COLOURS.length],
    dash: DASHES[index % DASHES.length],
  };
}

/** How the pictures of the trend look. */
export const useTrendStyles = makeStyles({
  figure: {
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-1)',
    margin: 0,
    minWidth: 0,
  },
  plot: {
    display: 'block',
    width: '100%',
    touchAction: 'pan-y',
    cursor: 'crosshair',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 11,
  },
  grid: { stroke: 'var(--bui-fg-secondary)', strokeWidth: 1, opacity: 0.22 },
  axis: { fill: 'var(--bui-fg-secondary)' },
  line: { fill: 'none', strokeWidth: 1.75, strokeLinejoin: 'round' },
  cursor: { stroke: 'var(--bui-fg-primary)', strokeWidth: 1, opacity: 0.5 },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: 'var(--bui-space-1) var(--bui-space-3)',
    listStyle: 'none',
    margin: 0,
    padding: 0,
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-2)',
    color: 'var(--bui-fg-secondary)',
  },
  key: { display: 'inline-flex', alignItems: 'center', gap: 6 },
  table: { '&&': { tableLayout: 'auto', whiteSpace: 'nowrap' } },
  scroll: {
    maxHeight: '20rem',
    overflow: 'auto',
    '&:focus-visible': { outline: '2px solid var(--bui-ring)' },
  },
});
