import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { rootRouteRef } from '../routes';
import { ModelIcon } from './ModelIcon';

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

/** What the portal shows of all models, and of models beside what they are related to. */
export const fleetExtensions = [modelsPage, relatedModelsCard];
