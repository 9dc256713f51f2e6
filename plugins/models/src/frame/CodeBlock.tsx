import { makeStyles } from '@material-ui/core/styles';
import { CopyButton } from './CopyButton';

const useStyles = makeStyles({
  frame: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: 'var(--bui-space-1)',
    width: '100%',
    padding: 'var(--bui-space-2)',
    borderRadius: 'var(--bui-radius-2)',
    backgroundColor: 'var(--bui-bg-neutral-2)',
  },
  code: {
    flex: 1,
    minWidth: 0,
    margin: 0,
    overflowX: 'auto',
    fontFamily: 'var(--bui-font-monospace)',
    fontSize: 'var(--bui-font-size-2)',
    lineHeight: 1.6,
    color: 'var(--bui-fg-primary)',
    whiteSpace: 'pre',
  },
});

/**
 * Shows lines to copy.
 *
 * @param props - `label` names them, e.g. `command`.
 */
export function CodeBlock(props: { code: string; label: string }) {
  const classes = useStyles();
  return (
    <div className={classes.frame}>
      {/* It scrolls sideways, which the keyboard can only do with the focus. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes.code} tabIndex={0} aria-label={props.label}>
        <code>{props.code}</code>
      </pre>
      <CopyButton text={props.code} label={`Copy the ${props.label}`} />
    </div>
  );
}
