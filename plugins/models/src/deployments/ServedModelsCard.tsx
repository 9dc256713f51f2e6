import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  EntityRefLink,
  getEntityRelations,
  useEntity,
} from '@backstage/plugin-catalog-react';
import { Button, Cell, ColumnConfig, Flex, Table, Text } from '@backstage/ui';
import {
  MAX_SERVED_MODELS,
  Served,
  ServedDeployment,
} from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loadable, modelsApiRef, useModelSummaries } from '../api';
import { toLoadable } from '../api/Loadable';
import { fleetKey } from '../api/queryKeys';
import { usePollingInterval } from '../api/useModelChanges';
import { EmptyState, InfoCard, Loaded } from '../frame';
import { DeploymentStatusBadge, ElapsedTime } from '../status';
import { describeRole } from './describeRole';

type Row = ServedDeployment & { id: string };

const RELATION_SERVES = 'serves';

/** More would make the card longer than the rest of the page. */
const SHOWN_AT_FIRST = 8;

const COLUMNS: ColumnConfig<Row>[] = [
  {
    id: 'model',
    label: 'Model',
    isRowHeader: true,
    defaultWidth: '3fr',
    minWidth: 150,
    cell: row => (
      <Cell>
        <EntityRefLink entityRef={row.modelRef} hideIcon>
          {row.title ?? parseEntityRef(row.modelRef).name}
        </EntityRefLink>
      </Cell>
    ),
  },
  {
    id: 'version',
    label: 'Version',
    defaultWidth: '2fr',
    minWidth: 110,
    cell: row => (
      <Cell>
        <Text as="div" truncate title={row.version}>
          {row.version}
        </Text>
        <Text as="div" variant="body-small" color="secondary">
          for <ElapsedTime since={row.since} />
        </Text>
      </Cell>
    ),
  },
  {
    id: 'environment',
    label: 'Environment',
    defaultWidth: '2fr',
    minWidth: 120,
    cell: row => (
      <Cell>
        <Text as="div" truncate title={row.environment}>
          {row.environment}
        </Text>
        <Text as="div" variant="body-small" color="secondary">
          {row.name !== row.role && `${row.name}, `}
          {describeRole(row.role)}
          {row.trafficPercent !== undefined && `, ${row.trafficPercent} %`}
        </Text>
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
];

/**
 * Lists which versions of models the service of the page runs; nothing is shown on the
 * page of a service that has to do with no model.
 */
export function ServedModelsCard() {
  const { entity } = useEntity();
  const servedBy = stringifyEntityRef(entity);
  const modelRefs = getEntityRelations(entity, RELATION_SERVES, {
    kind: 'model',
  })
    .map(stringifyEntityRef)
    .slice(0, MAX_SERVED_MODELS);
  const served = useServed({ servedBy, modelRefs });
  const isKnown = served.error || served.data?.items.length;
  if (modelRefs.length === 0 && !isKnown) {
    return null;
  }
  return (
    <InfoCard title="Running model versions">
      <Loaded what="the model versions" loadable={served} lines={3}>
        {({ items }) =>
          items.length > 0 ? (
            <ServedTable items={items} />
          ) : (
            <EmptyState title="No version of a model is known to run here">
              <Text as="p" variant="body-small" color="secondary">
                A deployment that is reported with servedBy: {servedBy} is
                listed here.
              </Text>
            </EmptyState>
          )
        }
      </Loaded>
    </InfoCard>
  );
}

function ServedTable({ items }: Served) {
  const [isWhole, setWhole] = useState(false);
  const rows = items.map(item => ({
    ...item,
    id: `${item.modelRef} ${item.environment} ${item.name}`,
  }));
  return (
    <Flex direction="column" gap="2">
      <Table
        columnConfig={COLUMNS}
        data={isWhole ? rows : rows.slice(0, SHOWN_AT_FIRST)}
        pagination={{ type: 'none' }}
      />
      {rows.length > SHOWN_AT_FIRST && (
        <Button
          size="small"
          variant="secondary"
          aria-expanded={isWhole}
          style={{ alignSelf: 'start' }}
          onPress={() => setWhole(!isWhole)}
        >
          {isWhole ? 'Show fewer' : `Show all ${rows.length}`}
        </Button>
      )}
    </Flex>
  );
}

function useServed(request: {
  servedBy: string;
  modelRefs: string[];
}): Loadable<Served> {
  const { servedBy, modelRefs } = request;
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const query = useQuery(
    {
      queryKey: fleetKey('served', servedBy, ...modelRefs),
      queryFn: () => client.listServed({ servedBy, modelRefs }),
      refetchInterval,
    },
    cache,
  );
  const served = toLoadable(query);
  const running = served.data?.items.map(item => item.modelRef) ?? [];
  // They tell when something about these models changed.
  useModelSummaries([...new Set([...modelRefs, ...running])]);
  return served;
}
