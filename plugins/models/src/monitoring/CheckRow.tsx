import { Flex, Text } from '@backstage/ui';
import { Check } from '@modelry/backstage-plugin-models-common';
import TableCell from '@material-ui/core/TableCell';
import { CheckStatusBadge, ElapsedTime, RelativeTime } from '../status';
import { CheckFinding } from './CheckFinding';
import { CheckNameCells } from './CheckNameCells';
import { nameCheck } from './describe';
import { CheckPlotPanel } from './plot/CheckPlotPanel';
import { RetireCheck } from './RetireCheck';
import { RowSparkline } from './RowSparkline';
import { UnfoldingRow } from './UnfoldingRow';
import { useTableStyles } from './useTableStyles';

/** How many columns a {@link CheckRow} fills. */
export const CHECK_COLUMNS = 8;

/** Shows a check in a row, and its history in another one when unfolded. */
export function CheckRow(props: {
  modelRef: string;
  check: Check;
  checks: readonly Check[];
  isUnfolded: boolean;
  onUnfold: (isUnfolded: boolean) => void;
}) {
  const { modelRef, check, checks, ...unfolding } = props;
  return (
    <UnfoldingRow
      {...unfolding}
      name={nameCheck(check)}
      columns={CHECK_COLUMNS}
      cells={<CheckCells modelRef={modelRef} check={check} />}
      history={() => (
        <Flex direction="column" gap="3">
          <CheckPlotPanel {...{ modelRef, check, checks }} />
          <RetireCheck modelRef={modelRef} check={check} />
        </Flex>
      )}
    />
  );
}

function CheckCells(props: { modelRef: string; check: Check }) {
  const { status, since, latest } = props.check;
  const classes = useTableStyles();
  return (
    <>
      <CheckNameCells check={props.check} />
      <TableCell className={classes.cell}>
        <CheckStatusBadge status={status} />
        {since && status !== 'stale' && (
          <Text as="div" variant="body-small" color="secondary">
            for <ElapsedTime since={since} />
          </Text>
        )}
      </TableCell>
      <TableCell className={classes.cell}>
        <CheckFinding result={latest} />
      </TableCell>
      <TableCell className={classes.cell}>
        <RowSparkline modelRef={props.modelRef} check={props.check} />
      </TableCell>
      <TableCell className={classes.cell}>
        <RelativeTime at={latest.observedAt} />
      </TableCell>
      <TableCell className={classes.cell}>
        <RetireCheck modelRef={props.modelRef} check={props.check} isInRow />
      </TableCell>
    </>
  );
}
