import { Flex } from '@backstage/ui';
import { useModelOverview } from '../api';
import { FacetCard } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { DeploymentChanges } from './DeploymentChanges';
import { EnvironmentGroups } from './EnvironmentGroups';
import { NoDeployments } from './NoDeployments';
import { VersionChange } from './VersionChange';

/** Shows all deployments of the model, and how they changed. */
export function DeploymentsTab() {
  const { modelRef } = useModelEntity();
  const overview = useModelOverview(modelRef);
  return (
    <Flex direction="column" gap="4">
      <FacetCard
        title="Deployments"
        what="the deployments"
        loadable={overview}
        lines={6}
      >
        {data =>
          data.deployments.length > 0 ? (
            <EnvironmentGroups overview={data} />
          ) : (
            <NoDeployments modelRef={modelRef} />
          )
        }
      </FacetCard>
      {overview.data && <VersionChange overview={overview.data} />}
      <DeploymentChanges modelRef={modelRef} />
    </Flex>
  );
}
