import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { MODEL_FILTER } from '../kind/modelFilter';
import { RiShieldCheckLine } from '@remixicon/react';
import { boardRouteRef, governanceRouteRef } from '../routes';

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

/** The page with the sign-offs of all models. */
export const boardPage = PageBlueprint.make({
  name: 'governance',
  params: {
    path: '/models/governance',
    title: 'Governance',
    icon: <RiShieldCheckLine />,
    routeRef: boardRouteRef,
    loader: () =>
      import('./board/BoardPage').then(({ BoardPage }) => <BoardPage />),
  },
});

/** What the portal shows of sign-offs. */
export const governanceExtensions = [governanceCard, governanceTab, boardPage];
