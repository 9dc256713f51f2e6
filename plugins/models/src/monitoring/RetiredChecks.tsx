import { Flex, Text } from '@backstage/ui';
import { RetiredCheck } from '@modelry/backstage-plugin-models-common';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import { useRecordPages } from '../api';
import { Loaded, LoadMore, LongText } from '../frame';
import { Actor } from '../ownership/Actor';
import { CheckStatusBadge, RelativeTime } from '../status';
import { CheckNameCells } from './CheckNameCells';
import { ChecksHead } from './ChecksHead';
import { nameCheck } from './describe';
import { CheckPlotPanel } from './plot/CheckPlotPanel';
import { UnfoldingRow } from './UnfoldingRow';
import { useTableStyles } from './useTableStyles';
import { useUnfoldedCheck } from './useUnfoldedCheck';

const COLUMNS = [
  { label: 'Check', width: '25%' },
  { label: 'Environment', width: '14%' },
  { label: 'Last result', width: '16%' },
  { label: 'Retired', width: '20%' },
  { label: 'Why', width: '25%' },
];

/** Lists the checks of a model that are no longer run, each with its history. */
export function RetiredChecks(props: { modelRef: string }) {
  const { modelRef } = props;
  const classes = useTableStyles();
  const { isChosen, unfold } = useUnfoldedCheck();
  const retired = useRecordPages<RetiredCheck>({
    modelRef,
    list: ['retired-checks'],
    load: (client, cursor) => client.listRetiredChecks(modelRef, { cursor }),
  });
  return (
    <Loaded what="the retired checks" loadable={retired} lines={4}>
      {checks =>
        checks.length > 0 ? (
          <Flex direction="column" gap="3">
            <div className={classes.scroll}>
              <Table
                className={classes.table}
                aria-label="Retired checks, the last retired first"
              >
                <ChecksHead columns={COLUMNS} />
                <TableBody>
                  {checks.map(check => (
                    <UnfoldingRow
                      key={JSON.stringify([check.check, check.environment])}
                      name={nameCheck(check)}
                      columns={COLUMNS.length + 1}
                      cells={<Cells check={check} />}
                      history={() => (
                        <CheckPlotPanel {...{ modelRef, check, checks }} />
                      )}
                      isUnfolded={isChosen(check)}
                      onUnfold={isUnfolded => unfold(check, isUnfolded)}
                    />
                  ))}
                </TableBody>
              </Table>
            </div>
            <LoadMore pages={retired} what="retired checks" />
          </Flex>
        ) : (
          <Text as="p" color="secondary">
            No check is retired.
          </Text>
        )
      }
    </Loaded>
  );
}

function Cells(props: { check: RetiredCheck }) {
  const { check, latest, retired } = props.check;
  const classes = useTableStyles();
  return (
    <>
      <CheckNameCells check={props.check} />
      <TableCell className={classes.cell}>
        <CheckStatusBadge status={latest.status} />
        <Text as="div" variant="body-small" color="secondary">
          <RelativeTime at={latest.observedAt} />
        </Text>
      </TableCell>
      <TableCell className={classes.cell}>
        <RelativeTime at={retired.at} />
        <Text as="div" variant="body-small" color="secondary">
          by <Actor actor={retired.by} />
        </Text>
      </TableCell>
      <TableCell className={classes.cell}>
        <LongText
          what={`why ${check} was retired`}
          text={retired.reason}
          lines={3}
        />
      </TableCell>
    </>
  );
}
