import { Flex, Text } from '@backstage/ui';
import { Check, CheckResult } from '@modelry/backstage-plugin-models-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { useRecordPages } from '../api';
import { Loaded, LoadMore } from '../frame';
import { CheckStatusBadge, RelativeTime } from '../status';
import { formatValue, nameCheck } from './describe';
import { useTableStyles } from './useTableStyles';

const COLUMNS = ['Observed', 'Status', 'Value', 'Threshold', 'Version', 'Note'];

/** Lists what a check observed, the newest first. */
export function ResultsList(props: { modelRef: string; check: Check }) {
  const { modelRef, check } = props;
  const { environment } = check;
  const results = useRecordPages({
    modelRef,
    list: ['check-results', check.check, environment ?? ''],
    load: (client, cursor) =>
      client.listCheckResults(modelRef, {
        check: check.check,
        environment,
        cursor,
        limit: 20,
      }),
  });
  return (
    <Loaded what="the history" loadable={results} lines={4}>
      {items => (
        <Flex direction="column" gap="3">
          <ResultsTable name={nameCheck(check)} results={items} />
          <LoadMore pages={results} what="results" />
        </Flex>
      )}
    </Loaded>
  );
}

function ResultsTable(props: {
  name: string;
  results: readonly CheckResult[];
}) {
  const classes = useTableStyles();
  return (
    <Table className={classes.table} aria-label={`Results of ${props.name}`}>
      <TableHead>
        <TableRow className={classes.row}>
          {COLUMNS.map(label => (
            <TableCell key={label} className={classes.head}>
              {label}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {props.results.map((result, index) => (
          <TableRow
            key={`${result.observedAt} ${index}`}
            className={classes.row}
          >
            <TableCell className={classes.cell}>
              <RelativeTime at={result.observedAt} />
            </TableCell>
            <TableCell className={classes.cell}>
              <CheckStatusBadge status={result.status} />
            </TableCell>
            <TableCell className={classes.cell}>
              {formatValue(result.value, result.unit)}
            </TableCell>
            <TableCell className={classes.cell}>
              {formatValue(result.threshold, result.unit)}
            </TableCell>
            <TableCell className={classes.cell}>
              <Text as="div" truncate title={result.version}>
                {result.version}
              </Text>
            </TableCell>
            <TableCell className={classes.cell}>{result.message}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
