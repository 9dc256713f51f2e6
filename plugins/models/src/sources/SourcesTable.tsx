import { Cell, ColumnConfig, Table, Text } from '@backstage/ui';
import { ModelSource } from '@modelry/backstage-plugin-models-common';
import { WebLink } from '../frame';
import { RelativeTime } from '../status';
import { StatusBadge } from '../status/StatusBadge';
import { describeCounts, describeDuration } from './describeRun';
import { SOURCE_PRESENTATION } from './presentation';
import { RunNow } from './RunNow';

const COLUMNS: ColumnConfig<ModelSource>[] = [
  {
    id: 'source',
    label: 'Source',
    isRowHeader: true,
    defaultWidth: '3fr',
    minWidth: 200,
    cell: row => <SourceCell source={row} />,
  },
  {
    id: 'status',
    label: 'Status',
    defaultWidth: '2fr',
    minWidth: 130,
    cell: row => (
      <Cell>
        <StatusBadge presentation={SOURCE_PRESENTATION[row.status]} />
      </Cell>
    ),
  },
  {
    id: 'last-run',
    label: 'Last run',
    defaultWidth: '2fr',
    minWidth: 150,
    cell: row => <LastRunCell source={row} />,
  },
  {
    id: 'counts',
    label: 'Took over',
    defaultWidth: '3fr',
    minWidth: 170,
    cell: row => (
      <Cell>
        <Text as="div">{describeCounts(row.counts) || '–'}</Text>
      </Cell>
    ),
  },
  {
    id: 'next-run',
    label: 'Next run',
    defaultWidth: '1fr',
    minWidth: 120,
    cell: row => (
      <Cell>{row.nextRunAt ? <RelativeTime at={row.nextRunAt} /> : '–'}</Cell>
    ),
  },
];

const RUN_COLUMN: ColumnConfig<ModelSource> = {
  id: 'run',
  label: 'Run',
  defaultWidth: '1fr',
  minWidth: 120,
  cell: row => (
    <Cell>
      <RunNow source={row} />
    </Cell>
  ),
};

function SourceCell(props: { source: ModelSource }) {
  const { title, kind, id, link } = props.source;
  return (
    <Cell>
      {link ? (
        <WebLink href={link}>{title}</WebLink>
      ) : (
        <Text as="div">{title}</Text>
      )}
      <Text as="div" variant="body-small" color="secondary">
        {kind} · {id}
      </Text>
    </Cell>
  );
}

function LastRunCell(props: { source: ModelSource }) {
  const { lastRun, lastSuccessAt, failuresInARow } = props.source;
  if (!lastRun) {
    return <Cell>–</Cell>;
  }
  return (
    <Cell>
      <Text as="div">
        <RelativeTime at={lastRun.endedAt} />
      </Text>
      <Text as="div" variant="body-small" color="secondary">
        {failuresInARow > 0 ? (
          <>
            {lastSuccessAt ? 'good ' : 'never good yet'}
            {lastSuccessAt && <RelativeTime at={lastSuccessAt} />}
          </>
        ) : (
          `took ${describeDuration(lastRun.durationMs)}`
        )}
      </Text>
    </Cell>
  );
}

/** All sources, one row for each. */
export function SourcesTable(props: { sources: ModelSource[] }) {
  const { sources } = props;
  const canRunAny = sources.some(({ canRunNow }) => canRunNow);
  return (
    <Table
      aria-label="Sources"
      columnConfig={canRunAny ? [...COLUMNS, RUN_COLUMN] : COLUMNS}
      data={sources}
      pagination={{ type: 'none' }}
    />
  );
}
