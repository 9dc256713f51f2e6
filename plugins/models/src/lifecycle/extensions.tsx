import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { MODEL_FILTER } from '../kind/modelFilter';
import { versionsRouteRef } from '../routes';

/** The card about the stage of a model. */
export const lifecycleCard = EntityCardBlueprint.make({
  name: 'lifecycle',
  params: {
    filter: MODEL_FILTER,
    loader: () =>
      import('./LifecycleCard').then(({ LifecycleCard }) => <LifecycleCard />),
  },
});

/** The tab with all versions of a model. */
export const versionsTab = EntityContentBlueprint.make({
  name: 'versions',
  params: {
    path: '/versions',
    title: 'Versions',
    group: 'development',
    routeRef: versionsRouteRef,
    filter: MODEL_FILTER,
    loader: () =>
      import('./VersionsTab').then(({ VersionsTab }) => <VersionsTab />),
  },
});

/** What the portal shows of the lifecycle of a model. */
export const lifecycleExtensions = [lifecycleCard, versionsTab];
