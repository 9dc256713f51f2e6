import { Check } from '@modelry/backstage-plugin-models-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { VisuallyHidden } from '@backstage/ui';
import { CheckRow } from './CheckRow';
import { useTableStyles } from './useTableStyles';

const COLUMNS = [
  { label: 'Check', width: '30%' },
  { label: 'Environment', width: '16%' },
  { label: 'Status', width: '16%' },
  { label: 'Value', width: '22%' },
  { label: 'Observed', width: '16%' },
];

/** Shows checks, the worst first; each row unfolds to the history of its check. */
export function ChecksTable(props: {
  modelRef: string;
  checks: readonly Check[];
}) {
  const { modelRef, checks } = props;
  const classes = useTableStyles();
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} aria-label="Checks, the worst first">
        <TableHead>
          <TableRow className={classes.row}>
            <TableCell className={classes.head} style={{ width: 56 }}>
              <VisuallyHidden>History</VisuallyHidden>
            </TableCell>
            {COLUMNS.map(({ label, width }) => (
              <TableCell key={label} className={classes.head} style={{ width }}>
                {label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {checks.map(check => (
            <CheckRow
              key={JSON.stringify([check.check, check.environment])}
              modelRef={modelRef}
              check={check}
            />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
