import { Flex } from '@backstage/ui';
import { useModelOverview } from '../api';
import { FacetCard } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { ChecksTable } from './ChecksTable';
import { IncidentsCard } from './incidents/IncidentsCard';
import { MonitoringVerdict } from './MonitoringVerdict';
import { NoChecks } from './NoChecks';

/** Shows all checks of the model with their history. */
export function MonitoringTab() {
  const { modelRef } = useModelEntity();
  return (
    <Flex direction="column" gap="4">
      <FacetCard
        title="Checks"
        what="the checks"
        loadable={useModelOverview(modelRef)}
        lines={8}
      >
        {({ monitoring }) =>
          monitoring.checks.length > 0 ? (
            <Flex direction="column" gap="4">
              <MonitoringVerdict monitoring={monitoring} />
              <ChecksTable modelRef={modelRef} checks={monitoring.checks} />
            </Flex>
          ) : (
            <NoChecks modelRef={modelRef} />
          )
        }
      </FacetCard>
      <IncidentsCard modelRef={modelRef} />
    </Flex>
  );
}
