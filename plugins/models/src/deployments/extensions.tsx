import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { MODEL_FILTER } from '../kind/modelFilter';
import { deploymentsRouteRef } from '../routes';

/** The card about where a model runs. */
export const deploymentsCard = EntityCardBlueprint.make({
  name: 'deployments',
  params: {
    filter: MODEL_FILTER,
    loader: () =>
      import('./DeploymentsCard').then(({ DeploymentsCard }) => (
        <DeploymentsCard />
      )),
  },
});

/** The tab about where a model runs and how that changed. */
export const deploymentsTab = EntityContentBlueprint.make({
  name: 'deployments',
  params: {
    path: '/deployments',
    title: 'Deployments',
    group: 'deployment',
    routeRef: deploymentsRouteRef,
    filter: MODEL_FILTER,
    loader: () =>
      import('./DeploymentsTab').then(({ DeploymentsTab }) => (
        <DeploymentsTab />
      )),
  },
});

/** The card about which versions of models a service runs. */
export const servedModelsCard = EntityCardBlueprint.make({
  name: 'served-models',
  params: {
    // A deployment can name a service that the catalog does not relate to its model.
    filter: { kind: { $in: ['component', 'api'] } },
    loader: () =>
      import('./ServedModelsCard').then(({ ServedModelsCard }) => (
        <ServedModelsCard />
      )),
  },
});

/** What the portal shows of where a model runs. */
export const deploymentsExtensions = [
  deploymentsCard,
  deploymentsTab,
  servedModelsCard,
];
