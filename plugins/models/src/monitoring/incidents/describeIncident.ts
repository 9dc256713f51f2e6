import {
  Incident,
  IncidentCause,
  describeFinding,
} from '@modelry/backstage-plugin-models-common';

/** What each cause is called. */
export const CAUSE_LABELS: Record<IncidentCause, string> = {
  'data-changed': 'The data changed',
  'data-quality': 'Bad data',
  'model-decay': 'The model decayed',
  infrastructure: 'Infrastructure',
  'false-alarm': 'False alarm',
  other: 'Something else',
};

/** Says how bad an incident was at worst. */
export function describeWorst({ worst }: Incident): string {
  return describeFinding(worst) ?? worst.message ?? 'Critical';
}
