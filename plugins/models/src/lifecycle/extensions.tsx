import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { MODEL_FILTER } from '../kind/modelFilter';
import { timelineRouteRef, versionsRouteRef } from '../routes';

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

/** The tab with all that happened to a model. */
export const timelineTab = EntityContentBlueprint.make({
  name: 'timeline',
  params: {
    path: '/timeline',
    title: 'Timeline',
    routeRef: timelineRouteRef,
    filter: MODEL_FILTER,
    loader: () =>
      import('./timeline/TimelineTab').then(({ TimelineTab }) => (
        <TimelineTab />
      )),
  },
});

/** What the portal shows of the lifecycle of a model. */
export const lifecycleExtensions = [lifecycleCard, versionsTab, timelineTab];
