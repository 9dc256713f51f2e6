import { useApi } from '@backstage/core-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { FleetMonitoringCounts } from '@modelry/backstage-plugin-models-common';
import { useQuery } from '@tanstack/react-query';
import { Loadable, modelsApiRef } from '../../api';
import { toLoadable } from '../../api/Loadable';
import { fleetKey } from '../../api/queryKeys';
import { usePollingInterval } from '../../api/useModelChanges';
import { InfoCard, Loaded } from '../../frame';
import { MonitoringStatusBadge } from '../../status';

/** Tells how many models are in each monitoring status. */
export function FleetStatuses() {
  const statuses = useFleetStatuses();
  return (
    <InfoCard title="How the models do">
      <Loaded what="the monitoring statuses" loadable={statuses} lines={1}>
        {({ totalModels, statuses: counts }) => (
          <Flex direction="column" gap="2">
            <Flex
              role="list"
              aria-label="Models by monitoring status"
              gap="4"
              style={{ flexWrap: 'wrap' }}
            >
              {counts.map(({ status, count }) => (
                <Flex key={status} role="listitem" align="center" gap="2">
                  <MonitoringStatusBadge status={status} />
                  <Text weight="bold">{count.toLocaleString('en-US')}</Text>
                </Flex>
              ))}
            </Flex>
            <Text variant="body-small" color="secondary">
              {totalModels === 1
                ? 'Of the one model that you may see'
                : `Of the ${totalModels.toLocaleString(
                    'en-US',
                  )} models that you may see`}
            </Text>
          </Flex>
        )}
      </Loaded>
    </InfoCard>
  );
}

function useFleetStatuses(): Loadable<FleetMonitoringCounts> {
  const { client, cache } = useApi(modelsApiRef);
  const refetchInterval = usePollingInterval();
  const query = useQuery(
    {
      queryKey: fleetKey('statuses'),
      queryFn: () => client.countMonitoringStatuses(),
      refetchInterval,
      refetchOnWindowFocus: 'always',
    },
    cache,
  );
  return toLoadable(query);
}
