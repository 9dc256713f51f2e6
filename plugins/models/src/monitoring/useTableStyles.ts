import { makeStyles } from '@material-ui/core/styles';

const cell = {
  padding: 'var(--bui-space-2) var(--bui-space-3)',
  borderBottom: '1px solid var(--bui-border-2)',
  fontFamily: 'var(--bui-font-regular)',
  fontSize: 'var(--bui-font-size-3)',
  color: 'var(--bui-fg-primary)',
} as const;

/** Makes a table whose rows can be unfolded look like the others of the portal. */
export const useTableStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { tableLayout: 'fixed', minWidth: 800 },
  head: {
    ...cell,
    fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
    textTransform: 'none',
    letterSpacing: 'normal',
    lineHeight: 1.5,
    backgroundColor: 'transparent',
  },
  // The theme of the portal paints every second row, which unfolded rows would shift.
  row: { '&&': { backgroundColor: 'transparent' } },
  cell: { ...cell, verticalAlign: 'middle' },
  unfolded: { ...cell, padding: 0 },
});
