import { Cell, ColumnConfig, Link, Text } from '@backstage/ui';
import { FleetIncident } from '@modelry/backstage-plugin-models-common';
import { Actor } from '../../ownership/Actor';
import { ElapsedTime } from '../../status';
import { describeKind, nameCheck } from '../describe';
import { describeWorst } from '../incidents/describeIncident';
import { FleetListCard } from './FleetListCard';
import { FleetModelCell } from './FleetModelCell';
import { useFleetList } from './useFleetList';
import { useMonitoringLink } from './useMonitoringLink';

const COLUMNS: ColumnConfig<FleetIncident>[] = [
  {
    id: 'model',
    label: 'Model',
    isRowHeader: true,
    defaultWidth: '3fr',
    minWidth: 180,
    cell: row => <FleetModelCell model={row} query={{ incident: row.id }} />,
  },
  {
    id: 'check',
    label: 'Check',
    defaultWidth: '3fr',
    minWidth: 180,
    cell: row => <CheckCell incident={row} />,
  },
  {
    id: 'worst',
    label: 'At worst',
    defaultWidth: '2fr',
    minWidth: 120,
    cell: row => (
      <Cell>
        <Text as="div" truncate title={describeWorst(row)}>
          {describeWorst(row)}
        </Text>
      </Cell>
    ),
  },
  {
    id: 'since',
    label: 'For',
    defaultWidth: '1fr',
    minWidth: 110,
    cell: row => (
      <Cell>
        <ElapsedTime since={row.startedAt} />
      </Cell>
    ),
  },
  {
    id: 'acknowledged',
    label: 'Acknowledged',
    defaultWidth: '2fr',
    minWidth: 130,
    cell: row => (
      <Cell>
        {row.acknowledged ? (
          <Text as="div">
            by <Actor actor={row.acknowledged.by} />
          </Text>
        ) : (
          <Text as="div" color="secondary">
            Not yet
          </Text>
        )}
      </Cell>
    ),
  },
];

function CheckCell(props: { incident: FleetIncident }) {
  const { incident } = props;
  const { check, environment } = incident;
  const linkTo = useMonitoringLink();
  return (
    <Cell>
      <Link
        href={linkTo(incident.modelRef, {
          check,
          ...(environment && { environment }),
        })}
      >
        {nameCheck(incident)}
      </Link>
      <Text as="div" variant="body-small" color="secondary">
        {describeKind(incident.kind)}
      </Text>
    </Cell>
  );
}

/** Lists the incidents that go on, the newest first. */
export function OpenIncidents() {
  const list = useFleetList<FleetIncident>('incidents', (client, page) =>
    client.listOpenIncidents(page),
  );
  return (
    <FleetListCard
      title="Open incidents"
      what="incidents"
      list={list}
      columns={COLUMNS}
      empty={{
        title: 'No model is critical',
        words:
          'An incident appears here as soon as a check of a model becomes critical, and goes when it is better.',
      }}
    />
  );
}
