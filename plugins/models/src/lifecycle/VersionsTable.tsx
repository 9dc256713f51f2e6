import {
  Cell,
  ColumnConfig,
  Flex,
  Table,
  Text,
  VisuallyHidden,
} from '@backstage/ui';
import { ModelVersion } from '@modelry/backstage-plugin-models-common';
import { CopyButton, TabLink } from '../frame';
import { Actor } from '../ownership/Actor';
import { governanceRouteRef } from '../routes';
import { RelativeTime, StageBadge } from '../status';
import { LastMove } from './LastMove';
import { MoveButton } from './moves/MoveButton';
import { VersionDetails } from './VersionDetails';
import { VersionName } from './VersionName';

type VersionRow = ModelVersion & { id: string; modelRef: string };

const COLUMNS: ColumnConfig<VersionRow>[] = [
  {
    id: 'version',
    label: 'Version',
    isRowHeader: true,
    defaultWidth: '3fr',
    minWidth: 120,
    cell: row => (
      <Cell>
        <VersionName version={row} />
        {row.description && (
          <Text
            as="div"
            variant="body-small"
            color="secondary"
            truncate
            title={row.description}
          >
            {row.description}
          </Text>
        )}
      </Cell>
    ),
  },
  {
    id: 'stage',
    label: 'Stage',
    defaultWidth: '2fr',
    minWidth: 220,
    cell: row => (
      <Cell>
        <Flex direction="column" align="start" gap="1">
          <StageBadge stage={row.stage} />
          <LastMove version={row} />
        </Flex>
      </Cell>
    ),
  },
  {
    id: 'created',
    label: 'Created',
    defaultWidth: '2fr',
    minWidth: 150,
    cell: row => (
      <Cell>
        <Text as="div">
          <RelativeTime at={row.createdAt} />
        </Text>
        <Text as="div" variant="body-small" color="secondary">
          registered by <Actor actor={row.registeredBy} />
        </Text>
      </Cell>
    ),
  },
  {
    id: 'digest',
    label: 'Digest',
    defaultWidth: '1fr',
    minWidth: 145,
    cell: row => <Cell>{row.digest && <Digest digest={row.digest} />}</Cell>,
  },
  {
    id: 'details',
    label: 'Made with',
    defaultWidth: '1fr',
    minWidth: 115,
    cell: row => (
      <Cell>
        <VersionDetails version={row} />
      </Cell>
    ),
  },
  {
    id: 'signOffs',
    label: 'Sign-offs',
    defaultWidth: '1fr',
    minWidth: 95,
    cell: row => (
      <Cell>
        <TabLink to={governanceRouteRef} query={{ version: row.version }}>
          Show <VisuallyHidden>those of {row.version}</VisuallyHidden>
        </TabLink>
      </Cell>
    ),
  },
];

const MOVE_COLUMN: ColumnConfig<VersionRow> = {
  id: 'move',
  label: 'Move',
  defaultWidth: '1fr',
  minWidth: 115,
  cell: row => (
    <Cell>
      <MoveButton modelRef={row.modelRef} version={row.version} />
    </Cell>
  ),
};

const WITH_MOVES = [...COLUMNS, MOVE_COLUMN];

/** Shows versions, one row each. */
export function VersionsTable(props: {
  modelRef: string;
  versions: readonly ModelVersion[];
  mayMove: boolean;
}) {
  const { modelRef, versions, mayMove } = props;
  return (
    <Table
      columnConfig={mayMove ? WITH_MOVES : COLUMNS}
      data={versions.map(version => ({
        ...version,
        modelRef,
        id: version.version,
      }))}
      pagination={{ type: 'none' }}
    />
  );
}

function Digest(props: { digest: string }) {
  const { digest } = props;
  return (
    <Flex align="center" gap="1">
      <code title={digest} style={{ whiteSpace: 'nowrap' }}>
        {digest.replace(/^sha256:/, '').slice(0, 10)}…
      </code>
      <CopyButton text={digest} label="Copy the digest" />
    </Flex>
  );
}
