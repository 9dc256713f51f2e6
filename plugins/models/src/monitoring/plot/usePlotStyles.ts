import { makeStyles } from '@material-ui/core/styles';
import { SERIES_COLOURS } from '../../status';

/** How the lines of a plot look: told apart by dashes as well as by colour. */
export const LINE_STYLES = [
  { stroke: SERIES_COLOURS[0], dash: undefined },
  { stroke: SERIES_COLOURS[1], dash: '7 3' },
  { stroke: SERIES_COLOURS[2], dash: '2 3' },
  { stroke: SERIES_COLOURS[3], dash: '10 3 2 3' },
] as const;

/** How the moments are marked at which versions came into being, or began to run. */
export const MARK_STYLES = {
  created: { dash: '1 4', weight: 400 },
  began: { dash: undefined, weight: 600 },
} as const;

/** How a plot looks. */
export const usePlotStyles = makeStyles({
  figure: {
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-2)',
    margin: 0,
  },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: 'var(--bui-space-2)',
  },
  choice: { '&&': { flex: '0 0 180px' } },
  frame: {
    borderRadius: 'var(--bui-radius-2)',
    '&:focus-visible': {
      outline: '2px solid var(--bui-ring)',
      outlineOffset: 2,
    },
  },
  plot: {
    display: 'block',
    width: '100%',
    touchAction: 'pan-y',
    userSelect: 'none',
    cursor: 'crosshair',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 11,
  },
  grid: { stroke: 'var(--bui-fg-secondary)', strokeWidth: 1, opacity: 0.22 },
  axis: { fill: 'var(--bui-fg-secondary)' },
  line: { fill: 'none', strokeWidth: 1.75, strokeLinejoin: 'round' },
  dot: { strokeWidth: 0 },
  spread: { stroke: 'none', fillOpacity: 0.16 },
  threshold: {
    fill: 'none',
    stroke: 'var(--bui-fg-primary)',
    strokeWidth: 1,
    strokeDasharray: '5 4',
    opacity: 0.65,
  },
  warning: { fill: 'var(--bui-fg-warning)' },
  critical: { fill: 'var(--bui-fg-negative)' },
  error: { fill: 'var(--bui-fg-secondary)' },
  tint: { opacity: 0.1 },
  marker: { stroke: 'var(--bui-fg-secondary)', strokeWidth: 1 },
  markerLabel: { fill: 'var(--bui-fg-primary)' },
  cursor: { stroke: 'var(--bui-fg-primary)', strokeWidth: 1, opacity: 0.5 },
  selection: { fill: 'var(--bui-fg-announcement)', opacity: 0.15 },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: 'var(--bui-space-3)',
    listStyle: 'none',
    margin: 0,
    padding: 0,
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-2)',
    color: 'var(--bui-fg-secondary)',
  },
  key: { display: 'inline-flex', alignItems: 'center', gap: 6 },
});
