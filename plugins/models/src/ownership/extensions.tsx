import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { MODEL_FILTER } from '../kind/modelFilter';

/** The card about who owns a model. */
export const ownershipCard = EntityCardBlueprint.make({
  name: 'ownership',
  params: {
    type: 'info',
    filter: MODEL_FILTER,
    loader: () =>
      import('./OwnershipCard').then(({ OwnershipCard }) => <OwnershipCard />),
  },
});

/** What the portal shows of who owns a model. */
export const ownershipExtensions = [ownershipCard];
