import { Cell, ColumnConfig, Table, Text } from '@backstage/ui';
import {
  Deployment,
  UnsanctionedDeployment,
} from '@modelry/backstage-plugin-models-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { useMemo } from 'react';
import { WebLink } from '../frame';
import { Actor } from '../ownership/Actor';
import { DeploymentStatusBadge, ElapsedTime, RelativeTime } from '../status';
import { describeRole } from './describeRole';
import { UnsanctionedFlag } from './UnsanctionedFlag';

type DeploymentRow = Deployment & {
  id: string;
  unsanctioned?: UnsanctionedDeployment;
  /** Whether there is room to say which sign-offs it lacks. */
  isRoomy: boolean;
};

const ESSENTIAL: ColumnConfig<DeploymentRow>[] = [
  {
    id: 'environment',
    label: 'Environment',
    isRowHeader: true,
    defaultWidth: '3fr',
    minWidth: 130,
    cell: row => (
      <Cell>
        <Text as="div" truncate title={row.environment}>
          {row.environment}
        </Text>
        {row.name !== row.role && <Detail text={row.name} />}
      </Cell>
    ),
  },
  {
    id: 'version',
    label: 'Version',
    defaultWidth: '3fr',
    // Room for the badge of those that are not signed off.
    minWidth: 150,
    cell: row => (
      <Cell>
        <Text as="div" truncate title={row.version}>
          {row.version}
        </Text>
        <Text as="div" variant="body-small" color="secondary">
          for <ElapsedTime since={row.since} />
        </Text>
        {row.unsanctioned && (
          <UnsanctionedFlag
            deployment={row.unsanctioned}
            isRoomy={row.isRoomy}
          />
        )}
      </Cell>
    ),
  },
  {
    id: 'role',
    label: 'Role',
    defaultWidth: '2fr',
    minWidth: 100,
    cell: row => (
      <Cell>
        <Text as="div">{describeRole(row.role)}</Text>
        {row.trafficPercent !== undefined && (
          <Detail text={`${row.trafficPercent} % traffic`} />
        )}
      </Cell>
    ),
  },
  {
    id: 'status',
    label: 'Status',
    defaultWidth: '3fr',
    minWidth: 150,
    cell: row => (
      <Cell>
        <DeploymentStatusBadge status={row.status} />
      </Cell>
    ),
  },
  {
    id: 'platform',
    label: 'Platform',
    defaultWidth: '3fr',
    minWidth: 110,
    cell: row => (
      <Cell>
        {row.platform && (
          <Text as="div" truncate title={row.platform}>
            {row.platform}
          </Text>
        )}
        {row.endpoint && (
          <WebLink
            href={row.endpoint}
            variant="body-small"
            title={row.endpoint}
          >
            Endpoint
          </WebLink>
        )}
        {row.servedBy && (
          <Text as="div" variant="body-small">
            <EntityRefLink entityRef={row.servedBy} hideIcon />
          </Text>
        )}
      </Cell>
    ),
  },
];

const REPORTED: ColumnConfig<DeploymentRow> = {
  id: 'reported',
  label: 'Last report',
  defaultWidth: '3fr',
  minWidth: 130,
  cell: row => (
    <Cell>
      <Text as="div">
        <RelativeTime at={row.lastSeen} />
      </Text>
      <Text as="div" variant="body-small" color="secondary">
        by <Actor actor={row.reportedBy} />
      </Text>
    </Cell>
  ),
};

/** In place of the environment, which stands above the table. */
const NAME: ColumnConfig<DeploymentRow> = {
  ...ESSENTIAL[0],
  id: 'name',
  label: 'Deployment',
  cell: row => (
    <Cell>
      <Text as="div" truncate title={row.name}>
        {row.name}
      </Text>
    </Cell>
  ),
};

const ALL = [NAME, ...ESSENTIAL.slice(1), REPORTED];

/**
 * Shows deployments, one row each.
 *
 * @param props - `unsanctioned` are those that run a version that lacks sign-offs.
 */
export function DeploymentsTable(props: {
  deployments: readonly Deployment[];
  unsanctioned: readonly UnsanctionedDeployment[];
  columns: 'essential' | 'all';
}) {
  const { deployments, unsanctioned, columns } = props;
  const rows = useMemo(
    () =>
      deployments.map(deployment => ({
        ...deployment,
        id: JSON.stringify([deployment.environment, deployment.name]),
        unsanctioned: unsanctioned.find(
          ({ environment, name }) =>
            environment === deployment.environment && name === deployment.name,
        ),
        isRoomy: columns === 'all',
      })),
    [deployments, unsanctioned, columns],
  );
  return (
    <Table
      columnConfig={columns === 'all' ? ALL : ESSENTIAL}
      data={rows}
      pagination={{ type: 'none' }}
    />
  );
}

function Detail(props: { text: string }) {
  return (
    <Text
      as="div"
      variant="body-small"
      color="secondary"
      truncate
      title={props.text}
    >
      {props.text}
    </Text>
  );
}
