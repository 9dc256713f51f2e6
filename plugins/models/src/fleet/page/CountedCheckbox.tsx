import { Checkbox, CheckboxProps, Text } from '@backstage/ui';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    gap: 'var(--bui-space-2)',
    justifyContent: 'space-between',
    '& > label': { minWidth: 0, overflowWrap: 'anywhere' },
  },
  count: { fontVariantNumeric: 'tabular-nums', flexShrink: 0 },
});

/**
 * A choice, and how many models it has.
 *
 * @param props - `count` is left out as long as it is not known.
 */
export function CountedCheckbox(
  props: Pick<CheckboxProps, 'value' | 'isSelected' | 'onChange'> & {
    label: string;
    count: number | undefined;
  },
) {
  const { label, count, ...checkbox } = props;
  const classes = useStyles();
  return (
    <div className={classes.line}>
      <Checkbox
        {...checkbox}
        aria-label={count === undefined ? label : `${label} (${count})`}
      >
        {label}
      </Checkbox>
      {count !== undefined && (
        <Text
          variant="body-small"
          color="secondary"
          className={classes.count}
          aria-hidden
        >
          {count.toLocaleString('en-US')}
        </Text>
      )}
    </div>
  );
}
