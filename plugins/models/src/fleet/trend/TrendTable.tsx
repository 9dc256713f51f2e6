import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { useTableStyles } from '../../monitoring/useTableStyles';
import { TrendDay } from './charts';
import { describeShare, toDate } from './describeTrend';
import { useTrendStyles } from './useTrendStyles';

/**
 * Lists how the models were on each day, the newest first.
 *
 * @param props - `stages` are those that get a column.
 */
export function TrendTable(props: {
  days: readonly TrendDay[];
  stages: readonly string[];
  nameStage: (stage: string) => string;
}) {
  const { days, stages, nameStage } = props;
  const classes = useTableStyles();
  const { scroll, table } = useTrendStyles();
  const columns = ['Day', 'Models', ...stages.map(nameStage)];
  return (
    <div
      className={scroll}
      role="region"
      // Whoever has no mouse scrolls it with the keys.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label="Trend by day"
    >
      <Table
        className={`${classes.table} ${table}`}
        size="small"
        aria-label="Trend by day"
      >
        <TableHead>
          <TableRow className={classes.row}>
            {[...columns, 'Signed off', 'Healthy'].map(label => (
              <TableCell key={label} className={classes.head}>
                {label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {[...days].reverse().map(day => (
            <TableRow key={day.day} className={classes.row}>
              {cellsOf(day, stages).map((cell, index) => (
                <TableCell key={index} className={classes.cell}>
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function cellsOf(day: TrendDay, stages: readonly string[]): string[] {
  return [
    toDate(day.day, 'numeric'),
    day.totalModels.toLocaleString('en-US'),
    ...stages.map(stage => (day.stages[stage] ?? 0).toLocaleString('en-US')),
    describeShare(day.signedOff, day.governed, {
      none: 'None needs it',
    }),
    describeShare(day.healthy, day.monitored, { none: 'None watched' }),
  ];
}
