import { Flex } from '@backstage/ui';
import { useModelOverview } from '../api';
import { FacetCard } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { DeploymentChanges } from './DeploymentChanges';
import { DeploymentsTable } from './DeploymentsTable';
import { NoDeployments } from './NoDeployments';

/** Shows all deployments of the model, and how they changed. */
export function DeploymentsTab() {
  const { modelRef } = useModelEntity();
  return (
    <Flex direction="column" gap="4">
      <FacetCard
        title="Deployments"
        what="the deployments"
        loadable={useModelOverview(modelRef)}
        lines={6}
      >
        {({ deployments, governance }) =>
          deployments.length > 0 ? (
            <DeploymentsTable
              deployments={deployments}
              unsanctioned={governance.unsanctioned}
              columns="all"
            />
          ) : (
            <NoDeployments modelRef={modelRef} />
          )
        }
      </FacetCard>
      <DeploymentChanges modelRef={modelRef} />
    </Flex>
  );
}
