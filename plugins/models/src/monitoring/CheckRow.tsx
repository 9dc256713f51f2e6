import { Box, ButtonIcon, Text } from '@backstage/ui';
import { Check } from '@modelry/backstage-plugin-models-common';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { CheckStatusBadge, RelativeTime } from '../status';
import { CheckFinding } from './CheckFinding';
import { CheckHistory } from './CheckHistory';
import { describeKind } from './describe';
import { useTableStyles } from './useTableStyles';

/** How many columns a {@link CheckRow} fills. */
export const CHECK_COLUMNS = 6;

/** Shows a check in a row, and its history in another one when unfolded. */
export function CheckRow(props: { modelRef: string; check: Check }) {
  const { modelRef, check } = props;
  const classes = useTableStyles();
  const [isUnfolded, setUnfolded] = useState(false);
  const historyId = useId();
  const name = check.environment
    ? `${check.check} in ${check.environment}`
    : check.check;
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
            onPress={() => setUnfolded(!isUnfolded)}
          />
        </TableCell>
        <CheckCells check={check} />
      </TableRow>
      {isUnfolded && (
        <TableRow id={historyId} className={classes.row}>
          <TableCell className={classes.unfolded} colSpan={CHECK_COLUMNS}>
            <Box bg="neutral" p="3">
              <CheckHistory modelRef={modelRef} check={check} name={name} />
            </Box>
          </TableCell>
        </TableRow>
      )}
    </>
  );
}

function CheckCells(props: { check: Check }) {
  const { check, kind, environment, status, latest } = props.check;
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
      </TableCell>
      <TableCell className={classes.cell}>
        <CheckFinding result={latest} />
      </TableCell>
      <TableCell className={classes.cell}>
        <RelativeTime at={latest.observedAt} />
      </TableCell>
    </>
  );
}
