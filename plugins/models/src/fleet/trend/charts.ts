import { FleetTrend, Lifecycle } from '@modelry/backstage-plugin-models-common';

/** What is known of one day. */
export type TrendDay = FleetTrend['days'][number];

/** A line of a chart: a value for each day, or nothing where there was none. */
export interface TrendLine {
  label: string;
  values: ReadonlyArray<number | undefined>;
}

/** One picture of the trend. */
export interface TrendChart {
  id: 'stages' | 'signedOff' | 'healthy';
  title: string;
  /** What the values are: numbers of models, or shares between 0 and 1. */
  measure: 'models' | 'share';
  lines: TrendLine[];
}

/** The stages that models were in, as they are ordered, and those of before after them. */
export function stagesIn(
  days: readonly TrendDay[],
  lifecycle: Lifecycle,
): string[] {
  const held = new Set(days.flatMap(({ stages }) => Object.keys(stages)));
  const known = lifecycle.stages.map(({ id }) => id).filter(id => held.has(id));
  return [...new Set([...known, ...[...held].sort()])];
}

/** The share of models that have all sign-offs, of those that need any. */
export function signedOffShare(day: TrendDay): number | undefined {
  return shareOf(day.signedOff, day.governed);
}

/** The share of models that are ok, of those that are watched. */
export function healthyShare(day: TrendDay): number | undefined {
  return shareOf(day.healthy, day.monitored);
}

/** All pictures of the trend. */
export function chartsOf(
  days: readonly TrendDay[],
  options: { lifecycle: Lifecycle; nameStage: (stage: string) => string },
): TrendChart[] {
  const { lifecycle, nameStage } = options;
  return [
    {
      ...{ id: 'stages', title: 'Models by stage', measure: 'models' },
      lines: stagesIn(days, lifecycle).map(stage => ({
        label: nameStage(stage),
        values: days.map(({ stages }) => stages[stage] ?? 0),
      })),
    },
    {
      ...{ id: 'signedOff', title: 'Signed off', measure: 'share' },
      lines: [
        { label: 'Of those that need it', values: days.map(signedOffShare) },
      ],
    },
    {
      ...{ id: 'healthy', title: 'Healthy', measure: 'share' },
      lines: [
        { label: 'Of those that are watched', values: days.map(healthyShare) },
      ],
    },
  ];
}

function shareOf(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}
