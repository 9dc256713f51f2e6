import { PageBlueprint } from '@backstage/frontend-plugin-api';
import { RiPlugLine } from '@remixicon/react';
import { sourcesRouteRef } from '../routes';

/** The page about the systems that models and facts come from. */
export const sourcesPage = PageBlueprint.make({
  name: 'sources',
  params: {
    path: '/models/sources',
    title: 'Sources',
    icon: <RiPlugLine />,
    routeRef: sourcesRouteRef,
    loader: () =>
      import('./SourcesPage').then(({ SourcesPage }) => <SourcesPage />),
  },
});

/** What the portal shows of where models and facts come from. */
export const sourcesExtensions = [sourcesPage];
