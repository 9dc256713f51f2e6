import {
  CardExtensionProps,
  createCardExtension,
} from '@backstage/plugin-home-react';
import {
  createSearchResultListItemExtension,
  SearchResultListItemExtensionProps,
} from '@backstage/plugin-search-react';
import { JSX } from 'react';
import { HEALTH_WIDGET, WAITING_WIDGET } from './fleet/home/widgets';
import { ModelSearchResultProps } from './fleet/search/ModelSearchResult';
import { isModelResult } from './fleet/search/searchedModels';
import { modelsPlugin } from './legacyPlugin';

/**
 * Card for a home page with the sign-offs that wait for the person.
 *
 * @public
 */
export const HomePageModelsWaitingForMySignOff: (
  props: CardExtensionProps<object>,
) => JSX.Element = modelsPlugin.provide(
  createCardExtension<object>({
    ...WAITING_WIDGET,
    name: 'HomePageModelsWaitingForMySignOff',
    components: () =>
      import('./fleet/home/WaitingForMySignOff').then(
        ({ WaitingForMySignOff: Content }) => ({ Content }),
      ),
  }),
);

/**
 * Card for a home page about how the models do that the person or a group of theirs owns.
 *
 * @public
 */
export const HomePageMyModelsHealth: (
  props: CardExtensionProps<object>,
) => JSX.Element = modelsPlugin.provide(
  createCardExtension<object>({
    ...HEALTH_WIDGET,
    name: 'HomePageMyModelsHealth',
    components: () =>
      import('./fleet/home/MyModelsHealth').then(
        ({ MyModelsHealth: Content }) => ({ Content }),
      ),
  }),
);

/**
 * Shows a model that a search found, with its stage and how it does.
 *
 * @public
 */
export const ModelSearchResultListItem: (
  props: SearchResultListItemExtensionProps<ModelSearchResultProps>,
) => JSX.Element | null = modelsPlugin.provide(
  createSearchResultListItemExtension({
    name: 'ModelSearchResultListItem',
    component: () =>
      import('./fleet/search/ModelSearchResult').then(
        ({ ModelSearchResult }) => ModelSearchResult,
      ),
    predicate: isModelResult,
  }),
);
