import { Cell, ColumnConfig, Table, Text } from '@backstage/ui';
import { BoardWaiver } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { Actor } from '../../ownership/Actor';
import { RelativeTime, StageName } from '../../status';
import { DueDate } from '../DueDate';
import { BoardView } from './BoardView';
import { WAIVER_COLUMNS } from './csvColumns';
import { ModelCell } from './ModelCell';
import { useBoardList } from './useBoard';
import { modelFilters, useBoardFilters } from './useBoardFilters';

type Row = BoardWaiver & { id: string };

const COLUMNS: ColumnConfig<Row>[] = [
  {
    id: 'model',
    label: 'Model',
    isRowHeader: true,
    defaultWidth: '3fr',
    minWidth: 200,
    cell: row => <ModelCell model={row} version={row.waiver.version} />,
  },
  {
    id: 'requirement',
    label: 'Requirement',
    defaultWidth: '2fr',
    minWidth: 150,
    cell: ({ requirementTitle, waiver }) => (
      <Cell>
        <Text as="div">{requirementTitle}</Text>
        <Text as="div" variant="body-small" color="secondary">
          Before <StageName stage={waiver.stage} />,{' '}
          {waiver.version === undefined
            ? 'all versions'
            : `version ${waiver.version}`}
        </Text>
      </Cell>
    ),
  },
  {
    id: 'until',
    label: 'Ends',
    defaultWidth: '2fr',
    minWidth: 130,
    cell: ({ waiver, voidBecause }) => (
      <Cell>
        <DueDate at={waiver.until} />
        {voidBecause && (
          <Text as="div" variant="body-small" color="danger">
            Does not count: {voidBecause}
          </Text>
        )}
      </Cell>
    ),
  },
  {
    id: 'granted',
    label: 'Granted',
    defaultWidth: '2fr',
    minWidth: 140,
    cell: ({ waiver }) => (
      <Cell>
        <Actor actor={waiver.grantedBy} />
        <Text as="div" variant="body-small" color="secondary">
          <RelativeTime at={waiver.grantedAt} />
        </Text>
      </Cell>
    ),
  },
  {
    id: 'reason',
    label: 'Reason',
    defaultWidth: '3fr',
    minWidth: 180,
    cell: ({ waiver }) => (
      <Cell>
        <Reason text={waiver.reason} />
      </Cell>
    ),
  },
];

const useStyles = makeStyles({
  text: {
    display: '-webkit-box',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    '-webkit-box-orient': 'vertical',
    '-webkit-line-clamp': 3,
  },
});

// Long reasons are on the page of the model in full.
function Reason(props: { text: string }) {
  const classes = useStyles();
  return (
    <Text as="div" className={classes.text} title={props.text}>
      {props.text}
    </Text>
  );
}

/** Lists the waivers that nobody revoked and that have not ended. */
export function WaiversView() {
  const { filters } = useBoardFilters();
  const query = modelFilters(filters);
  const list = useBoardList<BoardWaiver>({
    list: 'waivers',
    filters: query,
    load: (client, page) => client.listBoardWaivers({ ...query, ...page }),
  });
  return (
    <BoardView
      list={list}
      name="waivers"
      what="the waivers"
      about="Requirements that are set aside for now, the first to end first."
      empty={{
        title: 'No requirement is waived',
        next: 'Who may waive a requirement is written in its policy (waivableBy); they do it on the Governance tab of the model.',
      }}
      toLines={row => [row]}
      columns={WAIVER_COLUMNS}
    >
      {rows => (
        <Table
          columnConfig={COLUMNS}
          data={rows.map(row => ({ ...row, id: row.waiver.id }))}
          pagination={{ type: 'none' }}
        />
      )}
    </BoardView>
  );
}
