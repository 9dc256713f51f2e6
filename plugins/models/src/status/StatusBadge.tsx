import { makeStyles } from '@material-ui/core/styles';
import { RemixiconComponentType } from '@remixicon/react';

/**
 * What a status means for whoever looks: good, worth a look, alarming, or neither.
 *
 * @public
 */
export type StatusTone = 'success' | 'info' | 'warning' | 'danger' | 'neutral';

/**
 * How one status looks and reads.
 *
 * @public
 */
export interface StatusPresentation {
  label: string;
  tone: StatusTone;
  icon: RemixiconComponentType;
}

function inColoursOf(
  family: 'positive' | 'announcement' | 'warning' | 'negative',
) {
  return {
    backgroundColor: `var(--bui-${family}-bg-subdued)`,
    color: `var(--bui-${family}-fg-subdued)`,
  };
}

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 'var(--bui-space-1)',
    maxWidth: '100%',
    padding: '2px var(--bui-space-2)',
    borderRadius: 'var(--bui-radius-full)',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-2)',
    fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
    lineHeight: '18px',
    whiteSpace: 'nowrap',
  },
  icon: { flexShrink: 0 },
  label: { overflow: 'hidden', textOverflow: 'ellipsis' },
  success: inColoursOf('positive'),
  info: inColoursOf('announcement'),
  warning: inColoursOf('warning'),
  danger: inColoursOf('negative'),
  neutral: {
    backgroundColor: 'var(--bui-bg-neutral-2)',
    boxShadow: 'inset 0 0 0 1px var(--bui-border-2)',
    color: 'var(--bui-fg-primary)',
  },
});

/**
 * Shows a status as icon, word and colour.
 *
 * @param props - `detail` is shown on hover, for what is said in words elsewhere too.
 * @public
 */
export function StatusBadge(props: {
  presentation: StatusPresentation;
  detail?: string;
}) {
  const { presentation, detail } = props;
  const { label, tone, icon: Icon } = presentation;
  const classes = useStyles();
  return (
    <span className={`${classes.badge} ${classes[tone]}`} title={detail}>
      <Icon className={classes.icon} size={14} aria-hidden />
      <span className={classes.label}>{label}</span>
    </span>
  );
}
