import { Cell, ColumnConfig, Table, Text } from '@backstage/ui';
import { ExpiringSignOff } from '@modelry/backstage-plugin-models-common';
import { SignOffStatusBadge, StageName } from '../../status';
import { DueDate } from '../DueDate';
import { BoardView } from './BoardView';
import { EXPIRING_COLUMNS } from './csvColumns';
import { ModelCell } from './ModelCell';
import { useBoardList } from './useBoard';
import { modelFilters, useBoardFilters } from './useBoardFilters';

type Row = ExpiringSignOff & { id: string };

const COLUMNS: ColumnConfig<Row>[] = [
  {
    id: 'model',
    label: 'Model',
    isRowHeader: true,
    defaultWidth: '4fr',
    minWidth: 220,
    cell: row => <ModelCell model={row} version={row.version} />,
  },
  {
    id: 'version',
    label: 'Version',
    defaultWidth: '1fr',
    minWidth: 90,
    cell: row => <Cell>{row.version ?? 'All'}</Cell>,
  },
  {
    id: 'requirement',
    label: 'Requirement',
    defaultWidth: '3fr',
    minWidth: 180,
    cell: ({ requirement }) => (
      <Cell>
        <Text as="div">{requirement.title}</Text>
        <Text as="div" variant="body-small" color="secondary">
          Before <StageName stage={requirement.stage} />
        </Text>
      </Cell>
    ),
  },
  {
    id: 'expires',
    label: 'Expires',
    defaultWidth: '2fr',
    minWidth: 150,
    cell: ({ expiresAt }) => (
      <Cell>
        {hasPassed(expiresAt) && <SignOffStatusBadge status="expired" />}{' '}
        <DueDate at={expiresAt} />
      </Cell>
    ),
  },
];

function hasPassed(time: string): boolean {
  return Date.parse(time) <= Date.now();
}

/** Lists the sign-offs that expire soon or have expired. */
export function ExpiringView() {
  const { filters } = useBoardFilters();
  const query = { ...modelFilters(filters), days: filters.days };
  const list = useBoardList<ExpiringSignOff>({
    list: 'expiring',
    filters: query,
    load: (client, page) => client.listExpiring({ ...query, ...page }),
  });
  return (
    <BoardView
      list={list}
      name={`expiring-${filters.days}-days`}
      what="what expires"
      about={`Sign-offs of the versions in question, and of those that run where they are needed, that expire within ${filters.days} days or have expired, the earliest first.`}
      empty={{
        title: `No sign-off expires within ${filters.days} days`,
        next: 'Approvers and owners are reminded 30, 7 and 1 days ahead and on the day. Look further ahead with the filter.',
      }}
      toLines={row => [row]}
      columns={EXPIRING_COLUMNS}
    >
      {rows => (
        <Table
          columnConfig={COLUMNS}
          data={rows.map((row, index) => ({ ...row, id: `${index}` }))}
          pagination={{ type: 'none' }}
        />
      )}
    </BoardView>
  );
}
