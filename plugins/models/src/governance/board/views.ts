import { BoardFacets } from '@modelry/backstage-plugin-models-common';

/** The views of the governance board, in the order in which they are offered. */
export const VIEWS = [
  'waiting',
  'matrix',
  'expiring',
  'waivers',
  'unsanctioned',
] as const;

/** One of {@link VIEWS}. */
export type View = (typeof VIEWS)[number];

/** How a view is called, where it is, and how much there is on it. */
export const VIEW_FACTS: Record<
  View,
  { title: string; path: string; count: (facets: BoardFacets) => number }
> = {
  waiting: {
    title: 'Waiting for me',
    path: '',
    count: facets => facets.waiting,
  },
  matrix: {
    title: 'Requirements',
    path: 'matrix',
    // Models of which nothing is asked are not on it.
    count: facets =>
      facets.statuses
        .filter(({ value }) => value !== 'not-required')
        .reduce((sum, { count }) => sum + count, 0),
  },
  expiring: {
    title: 'Expiring',
    path: 'expiring',
    count: facets => facets.expiring,
  },
  waivers: {
    title: 'Waivers',
    path: 'waivers',
    count: facets => facets.waivers,
  },
  unsanctioned: {
    title: 'Unsanctioned',
    path: 'unsanctioned',
    count: facets => facets.unsanctioned,
  },
};
