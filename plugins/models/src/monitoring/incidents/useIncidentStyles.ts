import { makeStyles } from '@material-ui/core/styles';

/** How incidents look. */
export const useIncidentStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: 'var(--bui-space-3) 0',
    borderBottom: '1px solid var(--bui-border-2)',
    '&:last-child': { borderBottom: 'none' },
  },
  aimedAt: {
    boxShadow: 'inset 3px 0 0 var(--bui-fg-announcement)',
    paddingLeft: 'var(--bui-space-3)',
  },
});
