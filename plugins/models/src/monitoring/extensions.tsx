import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { MODEL_FILTER } from '../kind/modelFilter';
import { RiPulseLine } from '@remixicon/react';
import { fleetMonitoringRouteRef, monitoringRouteRef } from '../routes';

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

/** The page about the incidents of all models, and those that nobody watches. */
export const monitoringPage = PageBlueprint.make({
  name: 'monitoring',
  params: {
    path: '/models/monitoring',
    title: 'Monitoring',
    icon: <RiPulseLine />,
    routeRef: fleetMonitoringRouteRef,
    loader: () =>
      import('./fleet/MonitoringPage').then(({ MonitoringPage }) => (
        <MonitoringPage />
      )),
  },
});

/** What the portal shows of how a model is watched. */
export const monitoringExtensions = [
  monitoringCard,
  monitoringTab,
  monitoringPage,
];
