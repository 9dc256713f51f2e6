import { Text } from '@backstage/ui';
import { Check } from '@modelry/backstage-plugin-models-common';
import TableCell from '@material-ui/core/TableCell';
import { describeKind } from './describe';
import { useTableStyles } from './useTableStyles';

/** The first two cells of a row about a check: which it is, and where it watches. */
export function CheckNameCells(props: {
  check: Pick<Check, 'check' | 'kind' | 'environment' | 'latest'>;
}) {
  const { check, kind, environment, latest } = props.check;
  const classes = useTableStyles();
  return (
    <>
      <TableCell
        className={classes.cell}
        component="th"
        scope="row"
        role="rowheader"
      >
        <Text as="div" truncate title={check}>
          {check}
        </Text>
        <Text as="div" variant="body-small" color="secondary" truncate>
          {describeKind(kind)}
          {latest.version && `, version ${latest.version}`}
        </Text>
      </TableCell>
      <TableCell className={classes.cell}>
        <Text as="div" truncate title={environment}>
          {environment ?? 'Any'}
        </Text>
      </TableCell>
    </>
  );
}
