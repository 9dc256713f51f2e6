import { Cell, ColumnConfig, Table, Text } from '@backstage/ui';
import {
  BoardDeployment,
  Enforcement,
} from '@modelry/backstage-plugin-models-common';
import { RelativeTime } from '../../status';
import { BoardView } from './BoardView';
import { UNSANCTIONED_COLUMNS } from './csvColumns';
import { ModelCell } from './ModelCell';
import { useBoardList } from './useBoard';
import { modelFilters, useBoardFilters } from './useBoardFilters';

type Row = BoardDeployment & { id: string };

const ENFORCEMENT_LABELS: Record<Enforcement, string> = {
  prevent: 'The gate says no',
  warn: 'The gate warns',
  record: 'Recorded only',
};

const COLUMNS: ColumnConfig<Row>[] = [
  {
    id: 'model',
    label: 'Model',
    isRowHeader: true,
    defaultWidth: '3fr',
    minWidth: 210,
    cell: row => <ModelCell model={row} version={row.version} />,
  },
  {
    id: 'deployment',
    label: 'Deployment',
    defaultWidth: '2fr',
    minWidth: 130,
    cell: row => (
      <Cell>
        <Text as="div">{row.environment}</Text>
        <Text as="div" variant="body-small" color="secondary">
          {row.name}
        </Text>
      </Cell>
    ),
  },
  {
    id: 'version',
    label: 'Version',
    defaultWidth: '1fr',
    minWidth: 95,
    cell: row => <Cell>{row.version}</Cell>,
  },
  {
    id: 'missing',
    label: 'Lacks',
    defaultWidth: '3fr',
    minWidth: 180,
    cell: row => <Cell>{row.missing.join(', ')}</Cell>,
  },
  {
    id: 'enforcement',
    label: 'Enforcement',
    defaultWidth: '2fr',
    minWidth: 130,
    cell: row => <Cell>{ENFORCEMENT_LABELS[row.enforcement]}</Cell>,
  },
  {
    id: 'found',
    label: 'Found',
    defaultWidth: '2fr',
    minWidth: 110,
    cell: row => (
      <Cell>
        <RelativeTime at={row.foundAt} />
      </Cell>
    ),
  },
];

/** Lists deployments that run a version without its sign-offs. */
export function UnsanctionedView() {
  const { filters } = useBoardFilters();
  const query = modelFilters(filters);
  const list = useBoardList<BoardDeployment>({
    list: 'unsanctioned',
    filters: query,
    load: (client, page) => client.listUnsanctioned({ ...query, ...page }),
  });
  return (
    <BoardView
      list={list}
      name="unsanctioned"
      what="the unsanctioned deployments"
      about="Deployments in governed environments of a version that lacks sign-offs, was never registered or was taken out of use, the newest finding first."
      empty={{
        title: 'Everything that runs has its sign-offs',
        next: 'A deployment of a version that lacks one appears here within a minute of being reported, and goes when it is resolved.',
      }}
      toLines={row => [row]}
      columns={UNSANCTIONED_COLUMNS}
    >
      {rows => (
        <Table
          columnConfig={COLUMNS}
          data={rows.map(row => ({
            ...row,
            id: `${row.modelRef} ${row.environment} ${row.name}`,
          }))}
          pagination={{ type: 'none' }}
        />
      )}
    </BoardView>
  );
}
