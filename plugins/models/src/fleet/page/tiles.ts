import {
  FleetFacets,
  FleetFilter,
  Lifecycle,
  LACKING_SIGN_OFFS,
} from '@modelry/backstage-plugin-models-common';
import { StatusTone } from '../../status/StatusBadge';
import { NO_FILTER } from './fleetAddress';

/** One number about all models, and which models it counts. */
export interface Tile {
  label: string;
  count: number;
  /** What the number means when it is not zero. */
  tone: StatusTone;
  filter: FleetFilter;
}

/** The numbers that say how the fleet does. */
export function tilesOf(
  totals: FleetFacets['totals'],
  lifecycle: Lifecycle,
): Tile[] {
  const inUse = lifecycle.stages.filter(({ kind }) => kind === 'in-use');
  return [
    {
      ...{ label: 'Models', count: totals.models, tone: 'neutral' },
      filter: NO_FILTER,
    },
    {
      ...{ label: 'Critical', count: totals.critical, tone: 'danger' },
      filter: { ...NO_FILTER, monitoring: ['critical'] },
    },
    {
      ...{ label: 'Warning', count: totals.warning, tone: 'warning' },
      filter: { ...NO_FILTER, monitoring: ['warning'] },
    },
    {
      label: `Unmonitored in ${inUse
        .map(({ title }) => title.toLocaleLowerCase('en-US'))
        .join(', ')}`,
      ...{ count: totals.unmonitoredInUse, tone: 'warning' },
      filter: {
        ...NO_FILTER,
        stage: inUse.map(({ id }) => id),
        monitoring: ['unmonitored'],
      },
    },
    {
      ...{ label: 'Waiting for sign-off', tone: 'info' },
      count: totals.signOffPending,
      filter: { ...NO_FILTER, signOff: ['pending'] },
    },
    {
      ...{ label: 'Sign-offs lacking', tone: 'warning' },
      count: totals.signOffLacking,
      filter: { ...NO_FILTER, signOff: [...LACKING_SIGN_OFFS] },
    },
    {
      ...{ label: 'Unsanctioned', count: totals.unsanctioned, tone: 'danger' },
      filter: { ...NO_FILTER, unsanctioned: 'true' },
    },
    {
      ...{ label: 'Without an owner', count: totals.unowned, tone: 'warning' },
      filter: { ...NO_FILTER, owner: ['none'] },
    },
  ];
}
