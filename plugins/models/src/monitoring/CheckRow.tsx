import { Box, ButtonIcon, Text } from '@backstage/ui';
import { Check } from '@modelry/backstage-plugin-models-common';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useId } from 'react';
import { CheckStatusBadge, ElapsedTime, RelativeTime } from '../status';
import { CheckFinding } from './CheckFinding';
import { describeKind, nameCheck } from './describe';
import { CheckPlotPanel } from './plot/CheckPlotPanel';
import { RowSparkline } from './RowSparkline';
import { useTableStyles } from './useTableStyles';

/** How many columns a {@link CheckRow} fills. */
export const CHECK_COLUMNS = 7;

/** Shows a check in a row, and its history in another one when unfolded. */
export function CheckRow(props: {
  modelRef: string;
  check: Check;
  checks: readonly Check[];
  isUnfolded: boolean;
  onUnfold: (isUnfolded: boolean) => void;
}) {
  const { modelRef, check, checks, isUnfolded, onUnfold } = props;
  const classes = useTableStyles();
  const historyId = useId();
  const name = nameCheck(check);
  return (
    <>
      <TableRow className={classes.row}>
        <TableCell className={classes.cell}>
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={`History of ${name}`}
            aria-expanded={isUnfolded}
            aria-controls={isUnfolded ? historyId : undefined}
            icon={isUnfolded ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
            onPress={() => onUnfold(!isUnfolded)}
          />
        </TableCell>
        <CheckCells modelRef={modelRef} check={check} />
      </TableRow>
      {isUnfolded && (
        <TableRow id={historyId} className={classes.row}>
          <TableCell className={classes.unfolded} colSpan={CHECK_COLUMNS}>
            <Box bg="neutral" p="3">
              <CheckPlotPanel
                modelRef={modelRef}
                check={check}
                checks={checks}
              />
            </Box>
          </TableCell>
        </TableRow>
      )}
    </>
  );
}

function CheckCells(props: { modelRef: string; check: Check }) {
  const { check, kind, environment, status, since, latest } = props.check;
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
    </>
  );
}
