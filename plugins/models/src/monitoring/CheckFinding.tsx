import { Text } from '@backstage/ui';
import { CheckResult } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { formatValue } from './describe';

const useStyles = makeStyles({ finding: { minWidth: 0 } });

/** Shows what a check found beside its threshold, or its words when it has no number. */
export function CheckFinding(props: { result: CheckResult }) {
  const { value, threshold, unit, message } = props.result;
  const classes = useStyles();
  const found = formatValue(value, unit);
  return (
    <div className={classes.finding}>
      <Text as="div" truncate title={found ?? message}>
        {found ?? message}
      </Text>
      {found && threshold !== undefined && (
        <Text as="div" variant="body-small" color="secondary" truncate>
          threshold {formatValue(threshold, unit)}
        </Text>
      )}
    </div>
  );
}
