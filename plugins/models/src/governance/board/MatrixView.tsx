import { VisuallyHidden } from '@backstage/ui';
import { BoardRow } from '@modelry/backstage-plugin-models-common';
import { makeStyles } from '@material-ui/core/styles';
import { RiShieldCrossLine } from '@remixicon/react';
import {
  SignOffStatusBadge,
  StageBadge,
  StageName,
  StatusBadge,
} from '../../status';
import { BoardView } from './BoardView';
import { MATRIX_COLUMNS, toMatrixLines } from './csvColumns';
import { describeRunning } from './describeRunning';
import { ModelLine, ModelLink } from './ModelCell';
import { useBoardList } from './useBoard';
import { modelFilters, useBoardFilters } from './useBoardFilters';

/** Shows every model that needs a sign-off, and where each of its requirements stands. */
export function MatrixView() {
  const { filters } = useBoardFilters();
  const { requirement, status } = filters;
  const query = { ...modelFilters(filters), requirement, status };
  const list = useBoardList<BoardRow>({
    list: 'matrix',
    filters: query,
    load: (client, page) => client.listBoard({ ...query, ...page }),
  });
  return (
    <BoardView
      list={list}
      name="matrix"
      what="the models and their requirements"
      about="Every model of which a policy asks for a sign-off, with the version in question (the newest in validation or production) and what runs in governed environments."
      empty={{
        title: 'No policy asks for a sign-off of any model that you can see',
        next: 'Your portal’s administrators write policies in app-config.yaml under models.governance.policies.',
      }}
      toLines={toMatrixLines}
      columns={MATRIX_COLUMNS}
    >
      {rows => <Matrix rows={rows} />}
    </BoardView>
  );
}

const useStyles = makeStyles({
  scroll: {
    // What is only for screen readers must not widen the page.
    position: 'relative',
    overflowX: 'auto',
    '&:focus-visible': { outline: '2px solid var(--bui-ring)' },
  },
  table: {
    borderCollapse: 'separate',
    borderSpacing: 0,
    minWidth: '100%',
    // Columns are to be as wide as the words of their cells.
    overflowWrap: 'normal',
    fontFamily: 'var(--bui-font-regular)',
    fontSize: 'var(--bui-font-size-3)',
    color: 'var(--bui-fg-primary)',
    '& th, & td': {
      padding: 'var(--bui-space-2) var(--bui-space-3)',
      borderBottom: '1px solid var(--bui-border-2)',
      textAlign: 'start',
      verticalAlign: 'top',
      fontWeight: 'normal',
    },
    '& thead th': {
      verticalAlign: 'bottom',
      fontWeight: 'var(--bui-font-weight-bold)' as 'bold',
      fontSize: 'var(--bui-font-size-2)',
      minWidth: '6.5rem',
      maxWidth: '12rem',
    },
  },
  // The model stays in sight when many requirements make the table wide.
  model: {
    position: 'sticky',
    insetInlineStart: 0,
    minWidth: '14rem',
    maxWidth: '20rem',
    overflowWrap: 'anywhere',
    backgroundColor: 'var(--bui-bg-app)',
    '& > * + *': { marginTop: 'var(--bui-space-1)' },
  },
  badges: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: 'var(--bui-space-1)',
  },
  note: {
    maxWidth: '14rem',
    overflowWrap: 'anywhere',
    fontSize: 'var(--bui-font-size-2)',
    color: 'var(--bui-fg-secondary)',
  },
});

function Matrix(props: { rows: BoardRow[] }) {
  const { rows } = props;
  const columns = toColumns(rows);
  const classes = useStyles();
  return (
    // It scrolls sideways, which the keyboard can only do with the focus.
    <div
      className={classes.scroll}
      role="region"
      aria-label="Models and requirements"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col" className={classes.model}>
              Model
            </th>
            <th scope="col">Stage of the model</th>
            <th scope="col">Sign-offs of the version in question</th>
            {columns.map(({ id, title }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <MatrixRow key={row.modelRef} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MatrixRow(props: {
  row: BoardRow;
  columns: ReadonlyArray<{ id: string }>;
}) {
  const { row, columns } = props;
  const classes = useStyles();
  return (
    <tr>
      <th scope="row" className={classes.model}>
        <ModelLink model={row} />
        <ModelLine model={row} />
      </th>
      <td>
        <StageBadge stage={row.stage} />
      </td>
      <td>
        <SignOffCell row={row} />
      </td>
      {columns.map(({ id }) => (
        <td key={id}>
          <RequirementCell
            states={row.requirements.filter(state => state.id === id)}
          />
        </td>
      ))}
    </tr>
  );
}

function SignOffCell({ row }: { row: BoardRow }) {
  const classes = useStyles();
  return (
    <div className={classes.badges}>
      <SignOffStatusBadge status={row.signOff} />
      <div className={classes.note}>
        {row.version === undefined
          ? 'No version reported'
          : `Version ${row.version}`}
      </div>
      {row.unsanctioned > 0 && (
        <StatusBadge
          presentation={{
            label: `${row.unsanctioned} unsanctioned`,
            tone: 'danger',
            icon: RiShieldCrossLine,
          }}
          detail="A version that lacks sign-offs runs in a governed environment"
        />
      )}
      {row.running?.map(running => (
        <div
          key={`${running.environment}/${running.version}`}
          className={classes.note}
        >
          {describeRunning(running)}
        </div>
      ))}
    </div>
  );
}

function RequirementCell(props: { states: BoardRow['requirements'] }) {
  const { states } = props;
  const classes = useStyles();
  if (states.length === 0) {
    return (
      <>
        <span aria-hidden>–</span>
        <VisuallyHidden>Not asked for</VisuallyHidden>
      </>
    );
  }
  return (
    <div className={classes.badges}>
      {states.map(({ stage, status, reason }) => (
        <div key={stage}>
          <SignOffStatusBadge status={status} detail={reason} />
          {states.length > 1 && (
            <div className={classes.note}>
              <StageName stage={stage} />
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

function toColumns(rows: BoardRow[]): Array<{ id: string; title: string }> {
  const titles = new Map<string, string>();
  for (const { requirements } of rows) {
    for (const { id, title } of requirements) {
      titles.set(id, titles.get(id) ?? title);
    }
  }
  return [...titles]
    .map(([id, title]) => ({ id, title }))
    .sort((a, b) => a.title.localeCompare(b.title, 'en'));
}
