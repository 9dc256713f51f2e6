import { Cell, ColumnConfig } from '@backstage/ui';
import { UnmonitoredModel } from '@modelry/backstage-plugin-models-common';
import { ElapsedTime } from '../../status';
import { FleetListCard } from './FleetListCard';
import { FleetModelCell } from './FleetModelCell';
import { useFleetList } from './useFleetList';

type Row = UnmonitoredModel & { id: string };

const COLUMNS: ColumnConfig<Row>[] = [
  {
    id: 'model',
    label: 'Model',
    isRowHeader: true,
    defaultWidth: '3fr',
    minWidth: 180,
    cell: row => <FleetModelCell model={row} />,
  },
  {
    id: 'environment',
    label: 'Environment',
    defaultWidth: '2fr',
    minWidth: 130,
    cell: row => <Cell>{row.environment}</Cell>,
  },
  {
    id: 'version',
    label: 'Version',
    defaultWidth: '2fr',
    minWidth: 110,
    cell: row => <Cell>{row.version}</Cell>,
  },
  {
    id: 'since',
    label: 'Runs for',
    defaultWidth: '2fr',
    minWidth: 110,
    cell: row => (
      <Cell>
        <ElapsedTime since={row.since} />
      </Cell>
    ),
  },
];

/** Lists models that run in production although no check watches them. */
export function UnmonitoredModels() {
  const list = useFleetList<Row>('unmonitored', async (client, page) => {
    const { items, pageInfo } = await client.listUnmonitoredModels(page);
    return {
      items: items.map(item => ({
        ...item,
        id: `${item.modelRef} ${item.environment}`,
      })),
      pageInfo,
    };
  });
  return (
    <FleetListCard
      title="In production and unmonitored"
      what="unmonitored models"
      list={list}
      columns={COLUMNS}
      empty={{
        title: 'Every model in production is watched',
        words:
          'A model that runs in production appears here as long as no check reports about it there.',
      }}
    />
  );
}
