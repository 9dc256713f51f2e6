import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { MODEL_FILTER } from '../kind/modelFilter';

/** The tab with the card of a model. */
export const cardTab = EntityContentBlueprint.make({
  name: 'card',
  params: {
    path: '/card',
    title: 'Card',
    group: 'documentation',
    filter: MODEL_FILTER,
    loader: () => import('./CardTab').then(({ CardTab }) => <CardTab />),
  },
});

/** What the portal shows of model cards. */
export const cardExtensions = [cardTab];
