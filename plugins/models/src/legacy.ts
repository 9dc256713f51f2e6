/**
 * The models plugin for apps on the old frontend system.
 *
 * @packageDocumentation
 */

import {
  createComponentExtension,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { JSX } from 'react';
import { modelsPlugin } from './legacyPlugin';
import {
  boardRouteRef,
  monitoringRouteRef,
  rootRouteRef,
  sourcesRouteRef,
} from './legacyRoutes';

export { isModelEntity } from '@modelry/backstage-plugin-models-common';
export { modelsPlugin };
export {
  HomePageModelsWaitingForMySignOff,
  HomePageMyModelsHealth,
  ModelSearchResultListItem,
} from './legacyItems';
export type { ModelSearchResultProps } from './fleet/search/ModelSearchResult';

/**
 * The page that lists all models; mount it on a route.
 *
 * @public
 */
export const ModelsPage: () => JSX.Element = modelsPlugin.provide(
  createRoutableExtension({
    name: 'ModelsPage',
    mountPoint: rootRouteRef,
    component: () =>
      import('./fleet/LegacyModelsPage').then(m => m.LegacyModelsPage),
  }),
);

/**
 * The governance board, with the sign-off records below it; mount it on a route.
 *
 * @public
 */
export const ModelGovernancePage: () => JSX.Element = modelsPlugin.provide(
  createRoutableExtension({
    name: 'ModelGovernancePage',
    mountPoint: boardRouteRef,
    component: () =>
      import('./governance/board/LegacyBoardPage').then(m => m.LegacyBoardPage),
  }),
);

/**
 * The page about what is critical and what nobody watches, among all models; mount it on
 * a route.
 *
 * @public
 */
export const ModelMonitoringPage: () => JSX.Element = modelsPlugin.provide(
  createRoutableExtension({
    name: 'ModelMonitoringPage',
    mountPoint: monitoringRouteRef,
    component: () =>
      import('./monitoring/fleet/LegacyMonitoringPage').then(
        m => m.LegacyMonitoringPage,
      ),
  }),
);

/**
 * How the systems do that models and facts come from; mount it on a route.
 *
 * @public
 */
export const ModelSourcesPage: () => JSX.Element = modelsPlugin.provide(
  createRoutableExtension({
    name: 'ModelSourcesPage',
    mountPoint: sourcesRouteRef,
    component: () =>
      import('./sources/LegacySourcesPage').then(m => m.LegacySourcesPage),
  }),
);

/**
 * Card about the lifecycle stage and the newest versions of a model.
 *
 * @public
 */
export const EntityModelLifecycleCard: () => JSX.Element = modelsPlugin.provide(
  createComponentExtension({
    name: 'EntityModelLifecycleCard',
    component: {
      lazy: () =>
        import('./lifecycle/LifecycleCard').then(m => m.LifecycleCard),
    },
  }),
);

/**
 * Card about who answers for a model.
 *
 * @public
 */
export const EntityModelOwnershipCard: () => JSX.Element = modelsPlugin.provide(
  createComponentExtension({
    name: 'EntityModelOwnershipCard',
    component: {
      lazy: () =>
        import('./ownership/OwnershipCard').then(m => m.OwnershipCard),
    },
  }),
);

/**
 * Card about where a model runs.
 *
 * @public
 */
export const EntityModelDeploymentsCard: () => JSX.Element =
  modelsPlugin.provide(
    createComponentExtension({
      name: 'EntityModelDeploymentsCard',
      component: {
        lazy: () =>
          import('./deployments/DeploymentsCard').then(m => m.DeploymentsCard),
      },
    }),
  );

/**
 * Card about the checks of a model.
 *
 * @public
 */
export const EntityModelMonitoringCard: () => JSX.Element =
  modelsPlugin.provide(
    createComponentExtension({
      name: 'EntityModelMonitoringCard',
      component: {
        lazy: () =>
          import('./monitoring/MonitoringCard').then(m => m.MonitoringCard),
      },
    }),
  );

/**
 * Card about the sign-offs of a model.
 *
 * @public
 */
export const EntityModelGovernanceCard: () => JSX.Element =
  modelsPlugin.provide(
    createComponentExtension({
      name: 'EntityModelGovernanceCard',
      component: {
        lazy: () =>
          import('./governance/GovernanceCard').then(m => m.GovernanceCard),
      },
    }),
  );

/**
 * Card with the models that a component, API, system, domain, resource, group or user
 * has to do with.
 *
 * @public
 */
export const EntityRelatedModelsCard: () => JSX.Element = modelsPlugin.provide(
  createComponentExtension({
    name: 'EntityRelatedModelsCard',
    component: {
      lazy: () =>
        import('./fleet/RelatedModelsCard').then(m => m.RelatedModelsCard),
    },
  }),
);

/**
 * Card with the versions of models that a component or an API runs.
 *
 * @public
 */
export const EntityServedModelsCard: () => JSX.Element | null =
  modelsPlugin.provide(
    createComponentExtension({
      name: 'EntityServedModelsCard',
      component: {
        lazy: () =>
          import('./deployments/ServedModelsCard').then(
            m => m.ServedModelsCard,
          ),
      },
    }),
  );

/**
 * Tab with all versions of a model.
 *
 * @public
 */
export const EntityModelVersionsContent: () => JSX.Element =
  modelsPlugin.provide(
    createComponentExtension({
      name: 'EntityModelVersionsContent',
      component: {
        lazy: () => import('./lifecycle/VersionsTab').then(m => m.VersionsTab),
      },
    }),
  );

/**
 * Tab with all that happened to a model.
 *
 * @public
 */
export const EntityModelTimelineContent: () => JSX.Element =
  modelsPlugin.provide(
    createComponentExtension({
      name: 'EntityModelTimelineContent',
      component: {
        lazy: () =>
          import('./lifecycle/timeline/TimelineTab').then(m => m.TimelineTab),
      },
    }),
  );

/**
 * Tab with the deployments of a model and how they changed.
 *
 * @public
 */
export const EntityModelDeploymentsContent: () => JSX.Element =
  modelsPlugin.provide(
    createComponentExtension({
      name: 'EntityModelDeploymentsContent',
      component: {
        lazy: () =>
          import('./deployments/DeploymentsTab').then(m => m.DeploymentsTab),
      },
    }),
  );

/**
 * Tab with the checks of a model and what they observed.
 *
 * @public
 */
export const EntityModelMonitoringContent: () => JSX.Element =
  modelsPlugin.provide(
    createComponentExtension({
      name: 'EntityModelMonitoringContent',
      component: {
        lazy: () =>
          import('./monitoring/MonitoringTab').then(m => m.MonitoringTab),
      },
    }),
  );

/**
 * Tab with the sign-offs of a model, and where they are given.
 *
 * @public
 */
export const EntityModelGovernanceContent: () => JSX.Element =
  modelsPlugin.provide(
    createComponentExtension({
      name: 'EntityModelGovernanceContent',
      component: {
        lazy: () =>
          import('./governance/GovernanceTab').then(m => m.GovernanceTab),
      },
    }),
  );

/**
 * Tab with the card of a model.
 *
 * @public
 */
export const EntityModelCardContent: () => JSX.Element = modelsPlugin.provide(
  createComponentExtension({
    name: 'EntityModelCardContent',
    component: {
      lazy: () => import('./card/CardTab').then(m => m.CardTab),
    },
  }),
);
