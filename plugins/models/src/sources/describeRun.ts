import {
  ModelSource,
  SourceCount,
  SourceProblem,
} from '@modelry/backstage-plugin-models-common';
import { Duration } from 'luxon';

const SECOND_MS = 1_000;

/** How long a run took, as people say it. */
export function describeDuration(milliseconds: number): string {
  if (milliseconds < SECOND_MS) {
    return 'less than a second';
  }
  const whole = Math.round(milliseconds / SECOND_MS) * SECOND_MS;
  return Duration.fromMillis(whole)
    .rescale()
    .reconfigure({ locale: 'en' })
    .toHuman();
}

/** What a run dealt with, as people say it. */
export function describeCounts(counts: readonly SourceCount[]): string {
  return counts
    .map(({ what, count }) => {
      const noun = count === 1 ? inSingular(what) : what;
      return `${count.toLocaleString('en')} ${noun}`;
    })
    .join(', ');
}

// Sources name what they count in the plural: `open alerts`, `models new to the catalog`.
function inSingular(what: string): string {
  return what.replace(/\b(\w{2,})s\b/, '$1');
}

const SILENCE: SourceProblem = {
  message: 'It has not been heard of for longer than it should be.',
  remedy:
    'See that the backend that runs it is up and that it is still configured there. One that was taken out on purpose is forgotten after 30 days.',
};

/** All that is to be said about a source that needs care. */
export function problemsOf(source: ModelSource): SourceProblem[] {
  const { status, problems } = source;
  return status === 'silent' ? [SILENCE, ...problems] : problems;
}
