import { useModelOverview } from '../api';
import { FacetCard, TabLink } from '../frame';
import { useModelEntity } from '../kind/useModelEntity';
import { deploymentsRouteRef } from '../routes';
import { DeploymentsTable } from './DeploymentsTable';
import { NoDeployments } from './NoDeployments';

const SHOWN_DEPLOYMENTS = 5;

/** Shows where versions of the model run. */
export function DeploymentsCard() {
  const { modelRef } = useModelEntity();
  return (
    <FacetCard
      title="Deployments"
      what="the deployments"
      loadable={useModelOverview(modelRef)}
      lines={4}
      footer={({ deployments }) =>
        deployments.length > 0 && (
          <TabLink to={deploymentsRouteRef}>
            {deployments.length > SHOWN_DEPLOYMENTS
              ? `All ${deployments.length} deployments and recent changes`
              : 'Recent changes'}
          </TabLink>
        )
      }
    >
      {({ deployments, governance }) =>
        deployments.length > 0 ? (
          <DeploymentsTable
            deployments={deployments.slice(0, SHOWN_DEPLOYMENTS)}
            unsanctioned={governance.unsanctioned}
            columns="essential"
          />
        ) : (
          <NoDeployments modelRef={modelRef} />
        )
      }
    </FacetCard>
  );
}
