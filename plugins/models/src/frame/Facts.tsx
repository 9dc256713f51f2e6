import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gap: 'var(--bui-space-2) var(--bui-space-4)',
    margin: 0,
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-2)',
    lineHeight: 1.5,
    color: 'var(--bui-fg-primary)',
  },
  rows: {
    gridTemplateColumns: 'fit-content(40%) minmax(0, 1fr)',
    '& > div': { display: 'contents' },
  },
  columns: {
    gridTemplateColumns: 'repeat(auto-fill, minmax(12rem, 1fr))',
    rowGap: 'var(--bui-space-4)',
    '& dd': { fontSize: 'var(--bui-font-size-3)' },
  },
  name: { color: 'var(--bui-fg-secondary)', overflowWrap: 'anywhere' },
  value: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
});

/**
 * Shows named facts.
 *
 * @param props - `children` are {@link Fact}s, one below or beside the other.
 */
export function Facts(props: {
  layout: 'rows' | 'columns';
  children: ReactNode;
}) {
  const classes = useStyles();
  return (
    <dl className={`${classes.facts} ${classes[props.layout]}`}>
      {props.children}
    </dl>
  );
}

/** Shows one of several named facts. */
export function Fact(props: { name: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div>
      <dt className={classes.name}>{props.name}</dt>
      <dd className={classes.value}>{props.children}</dd>
    </div>
  );
}
