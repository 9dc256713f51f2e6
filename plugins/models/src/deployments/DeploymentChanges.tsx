import { Cell, ColumnConfig, Flex, Table, Text } from '@backstage/ui';
import { DeploymentChange } from '@modelry/backstage-plugin-models-common';
import { useRecordPages } from '../api';
import { InfoCard, LoadMore, Loaded } from '../frame';
import { Actor } from '../ownership/Actor';
import { DeploymentStatusBadge, RelativeTime } from '../status';
import { describeRole } from './describeRole';
import { VersionChangeOf, versionSteps } from './versionSteps';

type ChangeRow = DeploymentChange & { id: number; step?: VersionChangeOf };

const COLUMNS: ColumnConfig<ChangeRow>[] = [
  {
    id: 'at',
    label: 'When',
    defaultWidth: '2fr',
    minWidth: 110,
    cell: row => (
      <Cell>
        <RelativeTime at={row.at} />
      </Cell>
    ),
  },
  {
    id: 'deployment',
    label: 'Deployment',
    isRowHeader: true,
    defaultWidth: '3fr',
    minWidth: 140,
    cell: row => (
      <Cell>
        <Text as="div" truncate title={`${row.environment}, ${row.name}`}>
          {row.environment}
        </Text>
        <Text as="div" variant="body-small" color="secondary" truncate>
          {row.name}
        </Text>
      </Cell>
    ),
  },
  {
    id: 'version',
    label: 'Version',
    defaultWidth: '2fr',
    minWidth: 130,
    cell: row => (
      <Cell>
        <Text as="div" truncate title={row.version}>
          {row.version}
        </Text>
        {row.step && <StepText step={row.step} />}
      </Cell>
    ),
  },
  {
    id: 'status',
    label: 'Status',
    defaultWidth: '2fr',
    minWidth: 130,
    cell: row => (
      <Cell>
        <DeploymentStatusBadge status={row.status} />
      </Cell>
    ),
  },
  {
    id: 'role',
    label: 'Role',
    defaultWidth: '2fr',
    minWidth: 110,
    cell: row => (
      <Cell>
        {describeRole(row.role)}
        {row.trafficPercent !== undefined && `, ${row.trafficPercent} %`}
      </Cell>
    ),
  },
  {
    id: 'reportedBy',
    label: 'Reported by',
    defaultWidth: '3fr',
    minWidth: 140,
    cell: row => (
      <Cell>
        <Actor actor={row.reportedBy} />
      </Cell>
    ),
  },
];

/** Lists how the deployments of a model changed, the newest first. */
export function DeploymentChanges(props: { modelRef: string }) {
  const { modelRef } = props;
  const changes = useRecordPages({
    modelRef,
    list: ['deployment-changes'],
    load: (client, cursor) =>
      client.listDeploymentChanges(modelRef, { cursor, limit: 20 }),
  });
  return (
    <InfoCard title="Recent changes">
      <Loaded what="the changes" loadable={changes} lines={6}>
        {items =>
          items.length > 0 ? (
            <Flex direction="column" gap="3">
              <Table
                columnConfig={COLUMNS}
                data={toRows(items)}
                pagination={{ type: 'none' }}
              />
              <LoadMore pages={changes} what="changes" />
            </Flex>
          ) : (
            <Text color="secondary">
              Nothing has changed yet: the first reported deployment will be the
              first line.
            </Text>
          )
        }
      </Loaded>
    </InfoCard>
  );
}

function toRows(items: readonly DeploymentChange[]): ChangeRow[] {
  const steps = versionSteps(items);
  return items.map((item, id) => ({ ...item, id, step: steps.get(item) }));
}

function StepText(props: { step: VersionChangeOf }) {
  const { before, isRollback } = props.step;
  const words = `${isRollback ? 'Rolled back from' : 'In place of'} ${before}`;
  return (
    <Text
      as="div"
      variant="body-small"
      color={isRollback ? 'warning' : 'secondary'}
      truncate
      title={words}
    >
      {words}
    </Text>
  );
}
