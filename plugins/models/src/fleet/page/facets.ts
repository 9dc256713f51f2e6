import { FleetFacet } from '@modelry/backstage-plugin-models-common';

/** How the filters are called, in the order in which they are offered. */
export const FACET_FACTS: ReadonlyArray<{
  facet: FleetFacet;
  title: string;
  /** What it is called that a model has no value. */
  none: string;
  /** Whether it is folded as long as nothing of it is chosen. */
  isFolded: boolean;
}> = [
  { facet: 'owner', title: 'Owner', none: 'Nobody', isFolded: false },
  { facet: 'stage', title: 'Stage', none: 'None', isFolded: false },
  { facet: 'riskTier', title: 'Risk tier', none: 'Not set', isFolded: false },
  { facet: 'monitoring', title: 'Monitoring', none: 'None', isFolded: false },
  { facet: 'signOff', title: 'Sign-offs', none: 'None', isFolded: false },
  {
    facet: 'environment',
    ...{ title: 'Environment', none: 'Runs nowhere', isFolded: true },
  },
  { facet: 'type', title: 'Type', none: 'None', isFolded: true },
  { facet: 'system', title: 'System', none: 'No system', isFolded: true },
  { facet: 'source', title: 'Source', none: 'None', isFolded: true },
  { facet: 'tag', title: 'Tag', none: 'None', isFolded: true },
];
