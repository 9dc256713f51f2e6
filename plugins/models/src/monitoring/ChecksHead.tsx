import { VisuallyHidden } from '@backstage/ui';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { useTableStyles } from './useTableStyles';

/** A column of a table of checks. */
export interface ChecksColumn {
  label: string;
  width: string | number;
  /** Set when the label is only for those who cannot see the column. */
  isHidden?: boolean;
}

/** The head of a table of checks, whose rows unfold. */
export function ChecksHead(props: { columns: readonly ChecksColumn[] }) {
  const classes = useTableStyles();
  const unfolding = { label: 'History', width: 56, isHidden: true };
  return (
    <TableHead>
      <TableRow className={classes.row}>
        {[unfolding, ...props.columns].map(({ label, width, isHidden }) => (
          <TableCell key={label} className={classes.head} style={{ width }}>
            {isHidden ? <VisuallyHidden>{label}</VisuallyHidden> : label}
          </TableCell>
        ))}
      </TableRow>
    </TableHead>
  );
}
