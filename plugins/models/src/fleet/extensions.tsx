import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { SearchResultListItemBlueprint } from '@backstage/plugin-search-react/alpha';
import { rootRouteRef } from '../routes';
import { HEALTH_WIDGET, WAITING_WIDGET } from './home/widgets';
import { ModelIcon } from './ModelIcon';
import { isModelResult } from './search/searchedModels';

const modelsPage = PageBlueprint.make({
  params: {
    path: '/models',
    title: 'Models',
    icon: <ModelIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
    loader: () =>
      import('./ModelsPage').then(({ ModelsPage }) => <ModelsPage />),
  },
});

const relatedModelsCard = EntityCardBlueprint.make({
  name: 'related-models',
  params: {
    filter: {
      kind: {
        $in: [
          'component',
          'api',
          'system',
          'domain',
          'resource',
          'group',
          'user',
        ],
      },
    },
    loader: () =>
      import('./RelatedModelsCard').then(({ RelatedModelsCard }) => (
        <RelatedModelsCard />
      )),
  },
});

const modelSearchResult = SearchResultListItemBlueprint.make({
  params: {
    predicate: isModelResult,
    component: () =>
      import('./search/ModelSearchResult').then(
        ({ ModelSearchResult }) => ModelSearchResult,
      ),
  },
});

const waitingForMySignOff = HomePageWidgetBlueprint.make({
  name: 'waiting-for-my-sign-off',
  params: {
    ...WAITING_WIDGET,
    components: () =>
      import('./home/WaitingForMySignOff').then(
        ({ WaitingForMySignOff: Content }) => ({ Content }),
      ),
  },
});

const myModelsHealth = HomePageWidgetBlueprint.make({
  name: 'my-models-health',
  params: {
    ...HEALTH_WIDGET,
    components: () =>
      import('./home/MyModelsHealth').then(({ MyModelsHealth: Content }) => ({
        Content,
      })),
  },
});

/** What the portal shows of all models, and of models beside what they are related to. */
export const fleetExtensions = [
  modelsPage,
  relatedModelsCard,
  modelSearchResult,
  waitingForMySignOff,
  myModelsHealth,
];
