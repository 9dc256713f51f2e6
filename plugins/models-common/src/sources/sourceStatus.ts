import { DateTime, Duration } from 'luxon';
import { SourceStatus } from './schemas';

/**
 * What is known of a source, for {@link judgeSource}.
 *
 * @public
 */
export interface SourceFacts {
  /** When it last reported. */
  heardAt: Date;
  /** ISO 8601 duration; it may be silent for ever when left out. */
  allowedSilence?: string;
  /** When a run started that has not ended. */
  runningSince?: Date;
  /** The last run that ended. */
  lastRun?: { failed: boolean; problems: number };
}

/**
 * How it stands with a source.
 *
 * @remarks
 *
 * Silence outweighs everything: what was said last may be long untrue.
 *
 * @public
 */
export function judgeSource(facts: SourceFacts, now: Date): SourceStatus {
  const { lastRun, runningSince } = facts;
  if (isSilent(facts, now)) {
    return 'silent';
  }
  if (lastRun?.failed) {
    return 'failing';
  }
  if (runningSince) {
    return 'running';
  }
  if (!lastRun) {
    return 'waiting';
  }
  return lastRun.problems > 0 ? 'incomplete' : 'ok';
}

function isSilent({ heardAt, allowedSilence }: SourceFacts, now: Date) {
  return (
    allowedSilence !== undefined &&
    DateTime.fromJSDate(heardAt, { zone: 'utc' })
      .plus(Duration.fromISO(allowedSilence))
      .toMillis() < now.getTime()
  );
}

const CARE: readonly SourceStatus[] = [
  ...(['failing', 'silent', 'incomplete', 'running', 'waiting', 'ok'] as const),
];

/**
 * Orders sources: those that need care first, then by title.
 *
 * @public
 */
export function compareSources(
  a: { status: SourceStatus; title: string; id: string },
  b: { status: SourceStatus; title: string; id: string },
): number {
  return (
    CARE.indexOf(a.status) - CARE.indexOf(b.status) ||
    a.title.localeCompare(b.title, 'en') ||
    a.id.localeCompare(b.id, 'en')
  );
}
