import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { SeriesPoint } from '@modelry/backstage-plugin-models-common';
import { CheckStatusBadge } from '../../status';
import { formatValue } from '../describe';
import { useTableStyles } from '../useTableStyles';
import { formatTime, formatValues, readingsOf } from './readings';
import { Line } from './useSeries';

/** Says what the lines of a plot show as a table, the newest first. */
export function SeriesTable(props: { name: string; lines: readonly Line[] }) {
  const { name, lines } = props;
  const classes = useTableStyles();
  const ofLine = lines.length > 1 ? ['Line'] : [];
  const columns = [
    ...['From', ...ofLine],
    ...['Worst status', 'Value', 'Threshold', 'Results'],
  ];
  return (
    <Table className={classes.table} aria-label={`${name} over time`}>
      <TableHead>
        <TableRow className={classes.row}>
          {columns.map(label => (
            <TableCell key={label} className={classes.head}>
              {label}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {[...readingsOf(lines)].reverse().flatMap(({ from, points }) =>
          points.map(({ label, unit, point }) => (
            <TableRow key={`${from} ${label}`} className={classes.row}>
              <TableCell className={classes.cell}>{formatTime(from)}</TableCell>
              {lines.length > 1 && (
                <TableCell className={classes.cell}>{label}</TableCell>
              )}
              <PointCells point={point} unit={unit} />
            </TableRow>
          )),
        )}
      </TableBody>
    </Table>
  );
}

function PointCells(props: { point: SeriesPoint; unit: string | undefined }) {
  const { point, unit } = props;
  const classes = useTableStyles();
  return (
    <>
      <TableCell className={classes.cell}>
        <CheckStatusBadge status={point.status} />
      </TableCell>
      <TableCell className={classes.cell}>
        {formatValues(point, unit)}
      </TableCell>
      <TableCell className={classes.cell}>
        {formatValue(point.threshold, unit)}
      </TableCell>
      <TableCell className={classes.cell}>{point.count}</TableCell>
    </>
  );
}
