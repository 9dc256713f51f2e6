import { Cell, ColumnConfig, Flex, Table, Text } from '@backstage/ui';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { UnmonitoredModel } from '@modelry/backstage-plugin-models-common';
import { EmptyState, Loaded, LoadMore } from '../../frame';
import { ElapsedTime } from '../../status';
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
  const list = useFleetList<UnmonitoredModel>('unmonitored', (client, page) =>
    client.listUnmonitoredModels(page),
  );
  return (
    <EntityInfoCard title="In production and unmonitored">
      <Loaded what="the unmonitored models" loadable={list} lines={4}>
        {items =>
          items.length > 0 ? (
            <Flex direction="column" gap="3">
              <Table
                aria-label="In production and unmonitored"
                columnConfig={COLUMNS}
                data={items.map(item => ({
                  ...item,
                  id: `${item.modelRef} ${item.environment}`,
                }))}
                pagination={{ type: 'none' }}
              />
              <LoadMore pages={list} what="models" />
            </Flex>
          ) : (
            <EmptyState title="Every model in production is watched">
              <Text as="p" color="secondary">
                A model that runs in production appears here as long as no check
                reports about it there.
              </Text>
            </EmptyState>
          )
        }
      </Loaded>
    </EntityInfoCard>
  );
}
