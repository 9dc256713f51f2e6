import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { MODEL_FILTER } from '../kind/modelFilter';
import { monitoringRouteRef } from '../routes';

/** The card about how a model is watched. */
export const monitoringCard = EntityCardBlueprint.make({
  name: 'monitoring',
  params: {
    filter: MODEL_FILTER,
    loader: () =>
      import('./MonitoringCard').then(({ MonitoringCard }) => (
        <MonitoringCard />
      )),
  },
});

/** The tab about the checks of a model. */
export const monitoringTab = EntityContentBlueprint.make({
  name: 'monitoring',
  params: {
    path: '/monitoring',
    title: 'Monitoring',
    group: 'observability',
    routeRef: monitoringRouteRef,
    filter: MODEL_FILTER,
    loader: () =>
      import('./MonitoringTab').then(({ MonitoringTab }) => <MonitoringTab />),
  },
});

/** What the portal shows of how a model is watched. */
export const monitoringExtensions = [monitoringCard, monitoringTab];
