import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { MODEL_FILTER } from '../kind/modelFilter';
import { governanceRouteRef } from '../routes';

/** The card about the sign-offs of a model. */
export const governanceCard = EntityCardBlueprint.make({
  name: 'governance',
  params: {
    filter: MODEL_FILTER,
    loader: () =>
      import('./GovernanceCard').then(({ GovernanceCard }) => (
        <GovernanceCard />
      )),
  },
});

/** The tab about the sign-offs of one version of a model. */
export const governanceTab = EntityContentBlueprint.make({
  name: 'governance',
  params: {
    path: '/governance',
    title: 'Governance',
    group: 'operation',
    routeRef: governanceRouteRef,
    filter: MODEL_FILTER,
    loader: () =>
      import('./GovernanceTab').then(({ GovernanceTab }) => <GovernanceTab />),
  },
});

/** What the portal shows of the sign-offs of a model. */
export const governanceExtensions = [governanceCard, governanceTab];
