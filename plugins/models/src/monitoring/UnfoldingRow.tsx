import { Box, ButtonIcon } from '@backstage/ui';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { ReactNode, useId } from 'react';
import { useTableStyles } from './useTableStyles';

/** Shows a check in a row, and its history in another one when unfolded. */
export function UnfoldingRow(props: {
  /** What the check is called. */
  name: string;
  /** How many cells the row has, with the one that unfolds it. */
  columns: number;
  cells: ReactNode;
  history: () => ReactNode;
  isUnfolded: boolean;
  onUnfold: (isUnfolded: boolean) => void;
}) {
  const { name, columns, cells, history, isUnfolded, onUnfold } = props;
  const classes = useTableStyles();
  const historyId = useId();
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
        {cells}
      </TableRow>
      {isUnfolded && (
        <TableRow id={historyId} className={classes.row}>
          <TableCell className={classes.unfolded} colSpan={columns}>
            <Box bg="neutral" p="3">
              {history()}
            </Box>
          </TableCell>
        </TableRow>
      )}
    </>
  );
}
