import { makeStyles } from '@material-ui/core/styles';

const list = { listStyle: 'none', margin: 0, padding: 0 } as const;

/** How lists on a home page look. */
export const useHomeStyles = makeStyles({
  counts: {
    ...list,
    display: 'flex',
    flexWrap: 'wrap',
    gap: 'var(--bui-space-2) var(--bui-space-5)',
  },
  count: {
    display: 'flex',
    alignItems: 'center',
    gap: 'var(--bui-space-2)',
  },
  list,
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: 'var(--bui-space-1)',
    padding: 'var(--bui-space-2) 0',
    borderTop: '1px solid var(--bui-border-2)',
    fontFamily: 'var(--bui-font-regular)',
  },
  name: { overflowWrap: 'anywhere' },
});
